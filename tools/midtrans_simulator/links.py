from urllib.parse import urlencode, urlsplit


def with_query(address: str, values: dict) -> str:
    """The address with more parameters behind those it has."""
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, urlencode(values))))
    return parts._replace(query=query).geturl()
