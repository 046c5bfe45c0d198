"""A bank as an IMS QTI 2.1 content package: a file for each item, the test around them, the manifest."""
