"""The guard: which fact did a difference, a cut or an omission touch?"""
