"""The Streamlit page: its order, its two components, the address and the state."""
