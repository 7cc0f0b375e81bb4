"""The mutation benchmark: quotes changed on purpose, harmfully and harmlessly, judged beside simpler methods."""
