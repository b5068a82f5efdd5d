"""Short forms: each builds one content of the record and emits it when it is signed.

The refusals of the content's own constructor are the validation; nothing is checked twice.
"""
