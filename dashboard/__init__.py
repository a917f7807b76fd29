"""The door for product managers: Streamlit pages that show what a reader answers.

Invariants: a page is read from one snapshot; every number is a link to exactly what it counts; the
address holds the whole state, so that it can be sent to a colleague and the back button works;
customers' words are only ever shown through `st.text`.
"""
