"""Write collections of the atlas in the formats of a GIS and of a spreadsheet."""
