"""
Pages of the library, one module a part.

    documents      the list, adding files and records, a document, its versions and findings
    covering       what was issued upon the orders of a document
    searching      search as one types
    comparisons    documents side by side, decisions, tables out and back in
    families       policies that the machine found in several localities, and what one lacks
    policies       policies and their state in each locality
"""
