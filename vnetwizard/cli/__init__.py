"""The command line: commands and exit codes, words and JSON by lines. Starts processes; never speaks to an Azure."""
