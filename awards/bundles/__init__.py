"""The record of judging as people meet it: the checkpoint at the close, receipts, sign-off and the auditors' bundle."""
