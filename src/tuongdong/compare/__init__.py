"""
Two Documents to a Comparison.

    read -> parse -> cite, measure -> COMPARE | mine -> report

    Takes:  two Documents, as `tuongdong.parse` gives them.
    Gives:  a Comparison: which provisions are the same policy, what differs between them, what stands alone.

    align      which units are the same policy            quy định tương đồng
    relate     same, differs or related                   giống, có điểm khác, liên quan
    differ     what differs, typed, with words and spans  điểm khác
"""
