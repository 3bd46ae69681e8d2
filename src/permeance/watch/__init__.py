"""News read closely: from an article to claims, each with its certainty, its source and the words it stands on."""
