"""A handbook in which every dialect that the import reads is written once, as writers write it."""

from tests.cms.pages.importing import picture

FILES: dict[str, str | bytes] = {
    "SUMMARY.md": """# Summary

* [Handbook](README.md)
* [On board](aboard.md)

## Ashore

* [Tools](tools/_index.md)
* [Rules](ashore/rules.md)
""",
    "README.md": """---
title: Handbook of the Anchorage
description: How we work, on the water and off it.
owner: ida@anchorage.example
contact: omar
---
Welcome aboard. Begin with [the first day](aboard.md#first-day).
""",
    "aboard.md": """---
tags: [Crew, "First steps"]
redirect_from:
  - /welcome.html
  - /2019/on-board/
image: pictures/pier.png
---
# On board

The pier opens at six[^tide].

[^tide]: At low tide at seven. See [the rules](ashore/rules.md).

## Your first day {#first-day}

{% hint style="warning" %}
Wear your **jacket**.
{% endhint %}

{% tabs %}
{% tab title="By boat" %}

Moor at pier 4.

{% endtab %}
{% tab title="On foot" %}

Ring at the gate.

{% endtab %}
{% endtabs %}

> [!IMPORTANT]
> Keep your badge.

![The pier at dawn](pictures/pier.png "Pier 4")

![The map](/pictures/map.png)

Tide
: The sea, rising and falling.
: Also a [word](ashore/rules.md#words) of the crew.

[Packing list](files/packing.pdf)
""",
    "tools/_index.md": """---
title: Tools we use
weight: 5
---
One page for each.
""",
    "tools/radio.md": """---
weight: 2
---
# Radio

!!! danger "Never on channel 16"
    It is for emergencies.

??? note "Fold me"
    Still shown.

=== "Short range"

    Channel 8.

=== "Long range"

    Channel 24.
""",
    "tools/lamp.md": """---
weight: 1
draft: true
---
# Lamp

Not finished.
""",
    "ashore/_category_.json": '{"label": "On land", "position": 9, "link": {"type": "generated-index", "description": "What holds ashore."}}',
    "ashore/rules.md": """# Rules

:::tip[Read twice]
The short ones first.
:::

:::carousel
Nobody knows this one.
:::

## Our words {#words}

Say {% berth "12" %} and `{% berth %}`. Go [back](../aboard.md#first-day), or to [nowhere](gone.md).

- [x] Learn them
- [ ] Teach them

| Word | Times |
|------|------:|
| ahoy | 12 |
""",
    "pictures/pier.png": picture("#204060"),
    "pictures/map.png": picture("#604020"),
    "files/packing.pdf": b"%PDF-1.4 list",
}

FRENCH: dict[str, str | bytes] = {
    "README.md": "---\ntitle: Manuel du mouillage\n---\nBienvenue à bord.\n",
    "aboard.md": "# À bord\n\nLe quai ouvre à six heures.\n",
}
