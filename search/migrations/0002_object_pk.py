from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]

    operations = [
        migrations.RemoveConstraint("document", "search_document_once"),
        migrations.RenameField("document", "object_id", "object_pk"),
        migrations.AddConstraint(
            "document", models.UniqueConstraint(fields=("kind", "object_pk"), name="search_document_once")
        ),
    ]
