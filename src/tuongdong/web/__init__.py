"""
The office: the library and the exchange of experience, in a browser.

    read -> parse -> cite, measure -> compare | mine, search, extract -> report -> WEB

    people     localities and agencies as they change, accounts, roles, who may do what, what was changed
    library    documents, search, comparisons and what people decided on them, policies
    exchange   visits and tasks

Stages know nothing of this: the web stores their values, shows them, and adds what people decide.
"""
