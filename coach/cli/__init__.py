"""The command line: parse, call a service, render. One module a command group."""
