"""The ground under every part: vocabulary, errors, files, dated knowledge, the language of IAM."""
