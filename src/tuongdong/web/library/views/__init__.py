"""
Pages of the library, one module a part.

    documents      the list, adding files and records, a document, its versions and findings
    searching      search as one types
    comparisons    documents side by side, decisions, tables out and back in
    policies       policies and their state in each locality
"""
