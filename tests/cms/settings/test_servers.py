import pytest

from cms.settings import environment, servers


@pytest.fixture(autouse=True)
def _no_addresses(monkeypatch):
    monkeypatch.setattr(environment, "WRONG_ADDRESSES", {})


@pytest.fixture
def wrong(monkeypatch):
    """Read one variable; return what is wrong with it, or an empty text."""

    def read(name, url):
        monkeypatch.setenv(name, url)
        {
            "DATABASE_URL": lambda: servers.database(name, "", serves=True),
            "REDIS_URL": lambda: servers.caches(name, release="1"),
            "EMAIL_URL": lambda: servers.email(name),
            "STORAGE_URL": lambda: servers.storage(name),
            "SEARCH_URL": lambda: servers.search(name),
        }[name]()
        assert set(environment.WRONG_ADDRESSES) <= {name}
        return environment.WRONG_ADDRESSES.get(name, ("", ""))[0]

    return read


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("DATABASE_URL", "postgress://u:hush@h/d", "postgress:// is none of postgres://, postgresql://, sqlite://"),
        ("DATABASE_URL", "mysql://u:hush@h/d", "mysql:// is none of postgres://, postgresql://, sqlite://"),
        ("DATABASE_URL", "palabre", "a text without a scheme is none of postgres://, postgresql://, sqlite://"),
        ("DATABASE_URL", "postgres://u:hush@h", "the name of the database is missing after the host"),
        ("DATABASE_URL", "postgres://u:hush#x@h/d", "a # ends the address: write it as %23 inside a password"),
        (
            "DATABASE_URL",
            "postgres://u:hu/sh@h/d",
            "the port is no number; write special characters of a password as %40, %2F and so on",
        ),
        ("DATABASE_URL", "postgres://u:hush@[h/d", "it is no URL"),
        ("DATABASE_URL", "postgres://u:hush@h/d?pool_max=many", "pool_max is a whole number"),
        ("DATABASE_URL", "sqlite:////no/such/folder/file", "the folder /no/such/folder does not exist"),
        ("DATABASE_URL", "sqlite:////tmp/file?timeout=3", "the option timeout is unknown: it takes none"),
        ("REDIS_URL", "http://:hush@h", "http:// is none of redis://, rediss://, unix://"),
        ("REDIS_URL", "redis://:hush@h/first", "the path is the number of a Redis database, such as /0"),
        (
            "EMAIL_URL",
            "mail.example.org",
            "a text without a scheme is none of console://, dummy://, file://, memory://, ",
        ),
        ("EMAIL_URL", "smtp://u:hush@h?timeout=soon", "timeout is a whole number"),
        ("EMAIL_URL", "smtp://u:hush@h?starttls=1", "the option starttls is unknown: known are ssl, timeout, tls"),
        ("SEARCH_URL", "elasticsearch9+https://u:hush@h", "elasticsearch9+https:// is none of database://"),
        ("SEARCH_URL", "database://h", "the database itself searches: nothing follows database://"),
        ("STORAGE_URL", "s3://h/bucket", "the key or its secret is missing"),
        ("STORAGE_URL", "s3://key:hush@h/", "it names a server and one bucket on it"),
        ("STORAGE_URL", "file:///no/such/folder", "there is no folder /no/such/folder"),
        ("STORAGE_URL", "s3://key:hush@h/b?acl=public", "the option acl is unknown: known are addressing, prefix, "),
    ],
)
def test_wrong_address_says_what_is_wrong_and_nothing_secret(wrong, name, url, said):
    told = wrong(name, url)

    assert told.startswith(said)
    assert "hu" not in told.replace("such", "")


def test_wrong_database_is_none_at_all(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgress://h/d")

    assert servers.database("DATABASE_URL", "", serves=True) == {"ENGINE": "django.db.backends.dummy"}


def test_people_wait_less_than_commands_and_share_a_pool(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgres://u:p%40ss@h:5433/d?pool_min=2&pool_max=6&statement_timeout=9&sslmode=require"
    )

    serving = servers.database("DATABASE_URL", "", serves=True)
    command = servers.database("DATABASE_URL", "", serves=False)

    assert environment.WRONG_ADDRESSES == {}
    assert (serving["PASSWORD"], serving["PORT"], serving["OPTIONS"]["sslmode"]) == ("p@ss", 5433, "require")
    assert serving["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 6, "timeout": 10}
    assert serving["OPTIONS"]["options"].startswith("-c jit=off -c statement_timeout=9000 -c lock_timeout=10000 ")
    assert "pool" not in command["OPTIONS"]
    assert command["OPTIONS"]["options"].startswith("-c jit=off -c statement_timeout=3600000 -c lock_timeout=60000 ")


def test_without_a_pool_connections_are_kept_for_a_minute(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u@h/d?pool_max=0")

    read = servers.database("DATABASE_URL", "", serves=True)

    assert (read["CONN_MAX_AGE"], "pool" in read["OPTIONS"]) == (60, False)


@pytest.mark.parametrize(
    ("serves", "option", "prepared_at"), [(True, "", 5), (True, "?prepare_after=0", None), (False, "", None)]
)
def test_only_connections_that_serve_prepare_statements(monkeypatch, serves, option, prepared_at):
    monkeypatch.setenv("DATABASE_URL", f"postgres://u@h/d{option}")

    options = servers.database("DATABASE_URL", "", serves=serves)["OPTIONS"]

    assert (options["server_side_binding"], options["prepare_threshold"]) == (True, prepared_at)


def test_mail_server_is_read_with_a_time_limit(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "submission://post:p%2Fw@mail.example.org:587")

    read = servers.email("EMAIL_URL")

    assert {name: read[name] for name in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")} == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_TLS": True,
    }
    assert read["EMAIL_TIMEOUT"] == 10


def test_bucket_is_read(monkeypatch):
    monkeypatch.setenv(
        "STORAGE_URL", "s3://key:se%2Fcret@files.example.org:9000/palabre?region=eu-west-3&prefix=media&tls=0"
    )

    assert servers.storage("STORAGE_URL")["OPTIONS"] == {
        "access_key": "key",
        "secret_key": "se/cret",
        "endpoint_url": "http://files.example.org:9000",
        "bucket_name": "palabre",
        "region_name": "eu-west-3",
        "location": "media",
        "addressing_style": "path",
    }
