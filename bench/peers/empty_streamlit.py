"""A Streamlit page with one line of text: the least that any Streamlit page costs."""

import streamlit as st

st.write("One line of text.")
