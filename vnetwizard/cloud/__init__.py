"""The only room that imports azure.*: signing in, the Resource Manager's clients, its errors. Implements `Cloud`."""
