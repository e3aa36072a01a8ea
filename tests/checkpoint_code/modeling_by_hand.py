"""LLaDA, Dream and LLaDA2 in small, with the call signatures of their released code: what a checkpoint brings along.

Random weights; a model never predicts its mask token, as the trained ones do not.
"""

import torch
from torch import nn
from transformers import PreTrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast


def _init(self, vocab_size=64, embedding_size=None, mask_token_id=None, **kwargs):
    PreTrainedConfig.__init__(self, **kwargs)
    self.vocab_size, self.embedding_size, self.mask_token_id = vocab_size, embedding_size, mask_token_id


class LLaDAConfig(PreTrainedConfig):
    model_type = "llada"
    __init__ = _init


class DreamConfig(PreTrainedConfig):
    model_type = "Dream"
    __init__ = _init


class LLaDA2MoeConfig(PreTrainedConfig):
    model_type = "llada2_moe"
    __init__ = _init


class Backbone(PreTrainedModel):
    config_class = LLaDAConfig
    base_model_prefix = "model"

    def __init__(self, config):
        super().__init__(config)
        size = config.embedding_size or config.vocab_size
        self.embedding = nn.Embedding(size, 32)
        self.queries = nn.Linear(32, 96)
        self.mixed = nn.Linear(32, 32)
        self.head = nn.Linear(32, size)
        self.post_init()

    def _init_weights(self, module):
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.6)
        if isinstance(module, nn.Linear) and module is self.head:
            nn.init.zeros_(module.bias)
            if self.config.mask_token_id is not None:
                module.bias[self.config.mask_token_id] = -1e4

    def scores(self, ids, mask=None, positions=None):
        positions = torch.arange(ids.shape[1])[None] if positions is None else positions
        angles = positions[..., None] / torch.logspace(0, 3, 16)
        x = self.embedding(ids) + torch.cat([angles.sin(), angles.cos()], -1)
        query, key, value = self.queries(x).chunk(3, -1)
        weights = query @ key.transpose(1, 2) / 32**0.5
        if mask is not None:
            weights = weights + mask[:, 0]
        return self.head(torch.tanh(self.mixed(x + weights.softmax(-1) @ value)))


class LLaDAModelLM(Backbone):
    def forward(self, input_ids=None, inputs_embeds=None, attention_mask=None, return_dict=None):
        return CausalLMOutputWithPast(logits=self.scores(input_ids))


class DreamModel(Backbone):
    config_class = DreamConfig

    def forward(self, input_ids=None, attention_mask=None, position_ids=None, num_logits_to_keep=0):
        if attention_mask != "full":
            raise ValueError("without padding, its own loop says that everything is seen")
        return CausalLMOutputWithPast(logits=self.scores(input_ids))


class LLaDA2MoeModelLM(Backbone):
    config_class = LLaDA2MoeConfig

    def forward(self, input_ids=None, attention_mask=None, position_ids=None):
        if attention_mask.shape != (*input_ids.shape[:1], 1, input_ids.shape[1], input_ids.shape[1]):
            raise ValueError("LLaDA2.0 only supports block attention masks [B, 1, L, L]")
        return CausalLMOutputWithPast(logits=self.scores(input_ids, attention_mask, position_ids))
