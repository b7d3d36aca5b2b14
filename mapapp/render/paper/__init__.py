"""What is made for paper: pictures of the map and sheets of facts, set by Typst."""
