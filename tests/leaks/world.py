"""Build the village in the database, through the product's own services, as people would."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Pixels
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission, Locale, Page

from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.events.services import renew_calendar_key
from cms.files.models import Document, Image
from cms.forms.models import FormField, FormPage
from cms.forms.services import submit_answer
from cms.pages.models import EventPage, HomePage, NewsPage, ReferencePage, SectionPage
from cms.pages.services.homes import ensure_home
from cms.people.models import BusinessUnit, User
from cms.people.services.profiles import set_photo
from cms.upkeep.models import PageCare
from cms.upkeep.services.answers import answer_helpful
from tests.factories.pages import block, restrict
from tests.factories.people import BusinessUnitFactory, UserFactory
from tests.leaks import village
from tests.leaks.village import BY_NAME, canary, text

#: Pages whose restrictions are set after what hangs below them was made: both orders must hold.
RESTRICTED_LATE = {"vault", "either", "sealed"}
MODELS = {"form": FormPage, "section": SectionPage, "reference": ReferencePage, "news": NewsPage, "event": EventPage}


@dataclass
class World:
    """What was made, by name."""

    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    spaces: dict = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    versions: dict[str, tuple[int, int]] = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    comments: dict = field(default_factory=dict)
    threads: dict = field(default_factory=dict)


def build() -> World:
    """Make everything that needs no network; see `network.py` for the rest."""
    world = World()
    _make_groups_and_people(world)
    _make_files(world)
    _make_pages(world)
    _make_editors(world)
    _answer_forms(world)
    return world


def finish(world: World) -> None:
    """Do what happens once all is written, read and shared: pages go, drafts wait, a colleague leaves."""
    for name in ("withdrawn", "withdrawnledger", "hall"):
        fresh(world, name).unpublish()
    if "erased" in world.pages:
        Page.objects.get(pk=world.pages["erased"].pk).delete()
    for draft in village.DRAFTS:
        _write_draft(fresh(world, draft.page.name), draft.name)
    for person in village.ROLES:
        if person.account and not person.active:
            world.people[person.name].is_active = False
            world.people[person.name].save(update_fields=["is_active"])
    _ask_for_upkeep(world)
    _ask_to_acknowledge(world)
    for name, page in world.pages.items():
        world.pages[name] = Page.objects.filter(pk=page.pk).first() or page
        changes = Change.objects.filter(page=page.pk).values_list("pk", flat=True)
        world.versions[name] = (changes[0], changes[0]) if changes else (0, 0)


def _ask_for_upkeep(world: World) -> None:
    """Let reviews be due, with people who may not see all of these pages any more, and words wait for the owners."""
    for name, reviewer in village.REVIEWERS.items():
        late = {"due_on": timezone.localdate() - timedelta(days=1), "is_due_chosen": True}
        PageCare.objects.filter(pk=world.pages[name].pk).update(reviewer=world.people[reviewer], **late)
    for remark in village.REMARKS:
        page = fresh(world, remark.page.name)
        answer_helpful(actor=world.people["author"], page=page, is_helpful=False, words=text(remark.name, "words"))


def _ask_to_acknowledge(world: World) -> None:
    """Ask everybody to acknowledge pages, some of which they may not see; the author has."""
    for name, controller in village.CONTROLLERS.items():
        page = fresh(world, name)
        request = AcknowledgementRequest.objects.create(page_id=page.pk, controller=world.people[controller])
        request.units.set(BusinessUnit.objects.filter(slug=village.UNIT))
        change = Change.objects.filter(page=page.pk).first()
        Acknowledgement.objects.create(change=change, person=world.people["author"])


def _make_groups_and_people(world: World) -> None:
    for group in village.GROUPS:
        world.groups[group.name] = Group.objects.create(name=canary(group.name, "name"))
    unit = BusinessUnitFactory(slug=village.UNIT, name="Unit")
    for person in [*village.ROLES, village.AUTHOR]:
        if person.account:
            world.people[person.name] = user = UserFactory(
                username=person.name,
                first_name=canary(person.name, "first"),
                last_name=canary(person.name, "last"),
                is_superuser=person.superuser,
            )
            user.profile.job = text(person.name, "job")
            user.profile.location = canary(person.name, "location")
            user.profile.skills = [canary(person.name, "skill")]
            user.profile.unit = unit
            user.profile.save()
            set_photo(actor=user, upload=_pixels("JPEG"), size=1)
            user.groups.set(world.groups[name] for name in person.groups)
            world.calendars[person.name] = renew_calendar_key(actor=user).key


def _make_files(world: World) -> None:
    world.collections["root"] = Collection.get_first_root_node()
    for collection in village.COLLECTIONS:
        above = Collection.objects.get(pk=world.collections[collection.above.name].pk)
        world.collections[collection.name] = made = above.add_child(name=canary(collection.name, "name"))
        for groups in collection.restrictions:
            restriction = CollectionViewRestriction.objects.create(
                collection=made, restriction_type=CollectionViewRestriction.GROUPS
            )
            restriction.groups.set(world.groups[name] for name in groups)
    for image in village.IMAGES:
        stream = _pixels("PNG")
        world.images[image.name] = Image.objects.create(
            title=text(image.name, "title"),
            description=canary(image.name, "description"),
            file=ImageFile(stream, name=canary(image.name, "file") + ".png"),
            collection=world.collections[image.collection.name],
        )
    for document in village.DOCUMENTS:
        world.documents[document.name] = Document.objects.create(
            title=text(document.name, "title"),
            file=ContentFile(text(document.name, "content").encode(), name=canary(document.name, "file") + ".txt"),
            collection=world.collections[document.collection.name],
        )


def _pixels(form: str) -> BytesIO:
    stream = BytesIO()
    Pixels.new("RGB", (480, 270), "#1d6b50").save(stream, form)
    return stream


def _make_pages(world: World) -> None:
    french = Locale.objects.get_or_create(language_code="fr")[0]
    world.pages["home"] = home = ensure_home(title=text("home", "title"))
    for page in village.PAGES:
        if page.name == "home":
            continue
        if page.source:
            parent = fresh(world, page.above.name)
            made = fresh(world, page.source.name).create_alias(parent=parent, update_slug=village.slug(page.name))
        elif page.version_of:
            made = _translate(fresh(world, page.version_of.name), page.name, french)
        else:
            made = _add_page(world, page)
        world.pages[page.name] = made
        if page.name not in RESTRICTED_LATE:
            _restrict(world, page)
    for name in RESTRICTED_LATE:
        _restrict(world, BY_NAME[name])
    home = HomePage.objects.get(pk=home.pk)
    Redirect.objects.bulk_create(
        Redirect(old_path=f"/{page.locale.language_code}/old/{canary(name, 'slug')}.html", redirect_page_id=page.pk)
        for name, page in world.pages.items()
    )
    home.lead = Page.objects.get(pk=world.pages[village.LEAD.name].pk)
    home.save_revision().publish()


def _restrict(world: World, page) -> None:
    for groups in page.restrictions:
        restrict(fresh(world, page.name), *(world.groups[name] for name in sorted(groups)))


def _add_page(world: World, page) -> Page:
    model = MODELS[page.kind]
    made = model(slug=village.slug(page.name), owner=world.people["author"], **_words(world, page.name))
    if page.kind == "event":
        made.starts_at, made.place = timezone.now() + timedelta(days=1), text(page.name, "place")
    if page.kind in {"section", "news"}:
        made.unit = BusinessUnit.objects.get(slug=village.UNIT)
    if page.kind == "form":
        made.form_fields.add(FormField(label=text(page.name, "question"), field_type="singleline"))
    made.live = page.name != "draft"
    fresh(world, page.above.name).add_child(instance=made)
    revision = made.save_revision(user=world.people["author"])
    if made.live:
        revision.publish()
    return made


def _translate(source: Page, name: str, locale: Locale) -> Page:
    made = source.copy_for_translation(locale)
    made.title, made.slug = text(name, "title"), village.slug(name)
    if not isinstance(made, HomePage):
        made.summary = text(name, "summary")
        made.body = [block("paragraph", f"<p>{text(name, 'body')}</p>")]
        made.image = None
    made.save_revision().publish()
    return made


def _write_draft(page: Page, name: str) -> None:
    page.title, page.summary = text(name, "title"), text(name, "summary")
    page.body = [block("paragraph", f"<p>{text(name, 'body')}</p>")]
    page.save_revision()


def _words(world: World, name: str) -> dict:
    """Return the texts of a page, and of `page` and `ledger` the files and links that only some may follow."""
    body = [
        block("paragraph", f"<p>{text(name, 'body')}</p>"),
        block("heading", {"text": canary(name, "heading"), "level": "2", "anchor": f"anchor-{name}"}),
        block("callout", {"kind": "info", "title": canary(name, "callout"), "text": f"<p>{canary(name, 'note')}</p>"}),
        block("quote", {"text": f"<p>{canary(name, 'quote')}</p>", "source": canary(name, "source")}),
        block("code", {"language": "sh", "code": canary(name, "code")}),
        block(
            "table",
            {
                "columns": [{"type": "text", "heading": canary(name, "column")}],
                "rows": [{"values": [canary(name, "cell")]}],
                "caption": canary(name, "caption"),
            },
        ),
    ]
    fields = {
        "title": text(name, "title"),
        "summary": text(name, "summary"),
        "seo_title": canary(name, "seo"),
        "search_description": canary(name, "description"),
    }
    if name in {page.name for page in village.WEARERS}:
        fields["image"] = world.images[village.WORN]
        body += [*_file_blocks(world, name), block("paragraph", _links(world)), _cards(world)]
    return fields | {"body": body}


def _file_blocks(world: World, name: str) -> list[dict]:
    pictures = [
        {
            "picture": {"image": image.pk, "alt_text": canary(key, "alt"), "decorative": False},
            "caption": canary(key, "caption"),
        }
        for key, image in world.images.items()
    ]
    documents = [block("item", document.pk) for document in world.documents.values()]
    return [
        *(block("image", picture) for picture in pictures),
        block("documents", {"title": canary(name, "documents"), "documents": documents}),
    ]


def _cards(world: World) -> dict:
    """Return cards of what is there already: what is said on them is for those who may see the page of each."""
    cards = [
        {"page": page.pk, "address": "", "title": canary(name, "card"), "text": canary(name, "invitation")}
        for name, page in world.pages.items()
    ]
    return block("link_cards", {"cards": [block("item", card) for card in cards]})


def _links(world: World) -> str:
    """Return links by number to what is there already: they must not tell where they lead."""
    pages = "".join(f'<a linktype="page" id="{page.pk}">see</a> ' for page in world.pages.values())
    files = "".join(f'<a linktype="document" id="{found.pk}">see</a> ' for found in world.documents.values())
    return f"<p>{pages}{files}</p>"


def _answer_forms(world: World) -> None:
    for answer in village.ANSWERS:
        form = fresh(world, answer.form.name)
        data = {form.form_fields.get().clean_name: text(answer.name, "words")}
        submit_answer(actor=world.people["author"], page=form, data=data, once=uuid4())


def _make_editors(world: World) -> None:
    for person in village.ROLES:
        if person.edits:
            group = Group.objects.create(name=f"editors of {person.name}")
            group.permissions.add(Permission.objects.get(codename="access_admin"))
            rights = Permission.objects.filter(codename__in=["add_page", "change_page", "publish_page"])
            for name in person.edits:
                for right in rights:
                    GroupPagePermission.objects.create(group=group, page=world.pages[name], permission=right)
            world.people[person.name].groups.add(group)


def fresh(world: World, name: str) -> Page:
    """Return a page as it stands in the tree now: the tree moves under the rows one holds."""
    return Page.objects.get(pk=world.pages[name].pk).specific


def tree_is_intact() -> bool:
    """Whether the village did not break the tree while it was built: else nothing would mean anything."""
    return not any(Page.find_problems())
