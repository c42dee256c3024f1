"""
The exchange: from the programme over visits, sessions and questions to tasks, proposals and papers.

    models     the records, every one with its evidence
    drafts     what `extract` found, until a person accepts, corrects or drops each item
    follow     tasks: states, deadlines, the four official cells, the Excel round trip
    records    a visit as the value that papers are made from, and the whole exchange as JSON and back
    views      pages; guests the page of those without an account
"""
