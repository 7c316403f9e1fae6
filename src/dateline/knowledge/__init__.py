"""Who is who and what is where: entities with dated roles, names, places."""
