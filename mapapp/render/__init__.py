"""What readers see: the Folium map, its front end, the panels."""
