-- Every writing: its number, when it was, and the snapshot it was published with.
FROM conversations.commits UNION FROM themes.commits ORDER BY revision;
