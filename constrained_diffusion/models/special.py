"""The names of the special tokens of the shipped models' tokenizer."""

PAD, EOS, MASK, SEPARATOR = "<pad>", "<eos>", "<mask>", "<sep>"
