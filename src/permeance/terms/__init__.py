"""The field's words as frozen values: elements, forms, compositions, places, calendars, citations."""
