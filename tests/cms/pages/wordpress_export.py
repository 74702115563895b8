"""Exports of WordPress sites as the tests make them."""

from html import escape
from pathlib import Path
from typing import Any

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
{before}<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Old intranet</title>
<link>https://old.example/blog</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example/blog</wp:base_site_url>
<wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
<wp:author><wp:author_login>nina</wp:author_login><wp:author_email>nina@example.org</wp:author_email></wp:author>
<wp:author><wp:author_login>gone</wp:author_login><wp:author_email>gone@example.org</wp:author_email></wp:author>
"""
ENTRY = """<item>
<title>{title}</title><link>{link}</link><dc:creator><![CDATA[{author}]]></dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date_gmt>{date}</wp:post_date_gmt><wp:post_name>{name}</wp:post_name>
<wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent><wp:menu_order>{order}</wp:menu_order>
<wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>
{more}</item>
"""


def entry(number: int, title: str = "A page", content: str = "Text.", **given: Any) -> str:
    """Return an entry of an export: a published page when nothing else is said."""
    name = given.get("name", f"name-{number}")
    values = {
        "author": "nina",
        "excerpt": "",
        "date": "2021-03-04 05:06:07",
        "status": "publish",
        "parent": 0,
        "order": 0,
    }
    values |= {"kind": "page", "password": "", "more": "", "link": f"https://old.example/blog/{name}/", "name": name}
    return ENTRY.format(**values | given, id=number, title=escape(title), content=content)


def attachment(number: int, address: str, words: str = "", caption: str = "") -> str:
    """Return the entry of a file."""
    more = f"<wp:attachment_url>{address}</wp:attachment_url>" + meta("_wp_attachment_image_alt", words)
    return entry(number, "file", "", kind="attachment", status="inherit", excerpt=caption, more=more)


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def export(path: Path, *entries: str, before: str = "", end: str = "</channel></rss>") -> Path:
    """Write an export."""
    path.write_text(HEAD.replace("{before}", before) + "".join(entries) + end, encoding="utf-8")
    return path
