"""What temporal expressions mean and which days they name, whatever the language: calendar, values, reference, and the scan for candidates.

A language brings its words, its rules (`scan.Rule`) and which way its verbs point (`directions.Direction`).
"""
