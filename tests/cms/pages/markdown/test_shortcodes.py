import pytest

INFO = ("callout", {"kind": "info", "title": "", "text": "<p>Mind the step.</p>"})


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("{% alert %}\nText\n{% endalert %}", "info", ""),
        ('{% alert "Heads up!" %}\nText\n{% endalert %}', "info", "Heads up!"),
        ('{% alert "", "warning" %}\nText\n{% endalert %}', "warning", ""),
        ('{% alert "Oh" "error" "slim" "no-icon" %}\nText\n{% endalert %}', "important", "Oh"),
        ('{% alert "warning" %}\nText\n{% endalert %}', "warning", ""),
        ("{% warning %}Text{% endwarning %}", "warning", ""),
        ('{% tip "Try" %}\nText\n{% endtip %}', "tip", "Try"),
        ('{{% alert title="Hugo" color="danger" %}}\nText\n{{% /alert %}}', "important", "Hugo"),
        ('{{< note title="Hugo" >}}\nText\n{{< /note >}}', "info", "Hugo"),
        ("::: tip Container\nText\n:::", "tip", "Container"),
        ("> [!WARNING]\n> Text", "warning", ""),
        ("> [!NOTE] Mine\n> Text", "info", "Mine"),
        ('!!! warning "Admonition"\n    Text', "warning", "Admonition"),
        ("!!! note\n    Text", "info", ""),
    ],
)
def test_callout_of_each_dialect_becomes_a_callout(blocks_of, text, kind, title):
    assert blocks_of(text) == [("callout", {"kind": kind, "title": title, "text": "<p>Text</p>"})]


def test_callout_between_paragraphs_keeps_its_place(blocks_of):
    blocks = blocks_of("Before\n{% alert %}\nInside **it**\n\n- one\n{% endalert %}\nAfter")

    assert blocks == [
        ("paragraph", "<p>Before</p>"),
        ("callout", {"kind": "info", "title": "", "text": "<p>Inside <b>it</b></p><ul><li>one</li></ul>"}),
        ("paragraph", "<p>After</p>"),
    ]


def test_callout_in_a_list_splits_the_list(blocks_of):
    blocks = blocks_of("- one\n  {% alert %}\n  Careful\n  {% endalert %}\n- two")

    assert blocks == [
        ("paragraph", "<ul><li>one</li></ul>"),
        ("callout", {"kind": "info", "title": "", "text": "<p>Careful</p>"}),
        ("paragraph", "<ul><li>two</li></ul>"),
    ]


def test_callout_with_code_inside_loses_nothing(blocks_of):
    blocks = blocks_of('{% alert "Title" %}\nBefore\n\n```sh\nls\n```\n\nAfter\n{% endalert %}')

    assert blocks == [
        ("callout", {"kind": "info", "title": "Title", "text": "<p>Before</p>"}),
        ("code", {"language": "sh", "code": "ls"}),
        ("callout", {"kind": "info", "title": "", "text": "<p>After</p>"}),
    ]


def test_callout_in_a_callout_ends_where_it_should(blocks_of):
    blocks = blocks_of("{% alert %}\nOuter\n\n{% alert %}\nInner\n{% endalert %}\n\nEnd\n{% endalert %}\nAfter")

    assert [value if kind == "paragraph" else value["text"] for kind, value in blocks] == [
        "<p>Outer</p>",
        "<p>Inner</p>",
        "<p>End</p>",
        "<p>After</p>",
    ]


def test_callout_that_never_ends_keeps_its_words(blocks_of, notes_of):
    assert blocks_of("{% alert %}\nText") == [("paragraph", "<p>Text</p>")]
    assert notes_of("First\n\n{% alert %}\nText") == [(3, "Unknown syntax: {% alert %}")]


def test_end_without_a_beginning_is_listed(blocks_of, notes_of):
    assert blocks_of("Text\n\n{% endalert %}") == [("paragraph", "<p>Text</p>")]
    assert notes_of("Text\n\n{% endalert %}") == [(3, "Unknown syntax: {% endalert %}")]


def test_comment_is_not_shown(blocks_of, notes_of):
    text = "One{% comment %}TODO [link](#x){% endcomment %} two\n\n{% comment %}\n\n# No\n\n{% endcomment %}\n\nThree"

    assert blocks_of(text) == [("paragraph", "<p>One two</p><p>Three</p>")]
    assert notes_of(text) == []


def test_slack_channel_is_readable(blocks_of):
    text = '{% slack_channel "admins" %} {% slack_channel "g-x" "the guild" %} {% slack_channel "vets" "Vets" %}'

    assert blocks_of(text) == [("paragraph", "<p>#admins the guild (#g-x) #vets</p>")]


def test_raw_loses_its_marks_in_code(blocks_of):
    blocks = blocks_of('```\n{% raw %}{% page "a"\n  "b" %}{% endraw %}\n```\n\n`{% raw %}{%include%}{% endraw %}`')

    assert blocks == [
        ("code", {"language": "", "code": '{% page "a"\n  "b" %}'}),
        ("paragraph", "<p><code>{%include%}</code></p>"),
    ]


def test_raw_outside_code_is_shown_as_code(blocks_of):
    blocks = blocks_of("Write {% raw %}{{ site.x }} and {% if %}{% endraw %}.")

    assert blocks == [("paragraph", "<p>Write <code>{{ site.x }}</code> and <code>{% if %}</code>.</p>")]


def test_tags_in_code_stay_as_they_are_and_are_not_listed(blocks_of, notes_of):
    text = '`{% foo %}` and\n\n    {% bar "x" %}\n\n```liquid\n{% comment %}x{% endcomment %}\n{{ page.title }}\n```'

    assert blocks_of(text) == [
        ("paragraph", "<p><code>{% foo %}</code> and</p>"),
        ("code", {"language": "", "code": '{% bar "x" %}'}),
        ("code", {"language": "liquid", "code": "{% comment %}x{% endcomment %}\n{{ page.title }}"}),
    ]
    assert notes_of(text) == []


def test_unknown_tag_is_readable_and_listed_with_its_line(blocks_of, notes_of):
    text = '---\ntitle: T\n---\n\nSee {% youtube "abc"\n  "Film" %}\n\nand {% include "low-system.html" %}'

    assert blocks_of(text) == [("paragraph", "<p>See [youtube abc Film]</p><p>and [low system]</p>")]
    assert notes_of(text) == [
        (5, 'Unknown syntax: {% youtube "abc" "Film" %}'),
        (8, 'Unknown syntax: {% include "low-system.html" %}'),
    ]


def test_logic_goes_and_what_it_surrounds_stays(blocks_of):
    blocks = blocks_of("{% if site.beta %}\nShown\n{% else %}\nToo\n{% endif %}\n\n{%- for x in y -%}a{%- endfor -%}")

    assert blocks == [("paragraph", "<p>Shown Too</p><p>a</p>")]


def test_variables_are_names_words_or_nothing(blocks_of, handbook):
    handbook.write(software="# Software")
    text = 'A {{ site.name }} {{ "{%include%}" }} [s]({{base.baseurl}}/software/) and {{ }} or {"a": {"b": 1}}'

    assert blocks_of(text) == [
        ("paragraph", '<p>A [site.name] include <a linktype="page" id="3">s</a> and {{ }} or {"a": {"b": 1}}</p>')
    ]


def test_highlight_is_code(blocks_of):
    assert blocks_of("{% highlight ruby %}\nputs 1\n\nputs 2\n{% endhighlight %}") == [
        ("code", {"language": "ruby", "code": "puts 1\n\nputs 2"})
    ]


def test_icon_and_attribute_lists_leave_no_trace(blocks_of, notes_of):
    text = 'Go {% uswds_icon "campaign" %}[on](https://example.org/){.usa-button}{:target="_blank"}'

    assert blocks_of(text) == [("paragraph", '<p>Go <a href="https://example.org/">on</a></p>')]
    assert notes_of(text) == []


def test_quotes_inside_quotes_are_read_as_the_writer_meant(blocks_of, handbook):
    handbook.write_files({"_img/a.png": b"x"})

    (block,) = blocks_of("""{% image "_img/a.png" "don't click "allow"" %}""")

    assert block[1]["picture"]["alt_text"] == """don't click "allow\""""


def test_front_matter_title_may_hold_a_tag(handbook):
    page = handbook.write(page="---\ntitle: Hello {% slack_channel 'x' %}\n---\ntext").page("page.md")

    assert page.title == "Hello #x"


def test_notes_of_one_file_have_an_end(notes_of):
    notes = notes_of("{% x %}\n" * 1_000)

    assert len(notes) == 201
    assert notes[-1] == (0, "There is more of this: 1000 notes in all.")
