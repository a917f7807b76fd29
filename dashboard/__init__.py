"""The dashboard for product managers: Streamlit pages over a published snapshot.

Invariants: a page is read from one snapshot; every number is a link to exactly what it counts; the
address holds the whole state, so that links can be shared and the back button works; customers'
words are shown through `st.text` alone.
"""
