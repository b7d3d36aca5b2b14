"""Meaning: the atlas, the view, measures and cards. Knows no file, no Streamlit and no Folium."""
