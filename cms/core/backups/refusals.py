class Refused(Exception):
    """Why a backup or a restore did not happen, in a sentence for the operator."""
