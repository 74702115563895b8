import logging
from datetime import datetime

from cms.core.models import TickRun
from cms.core.tick import Job, jobs

logger = logging.getLogger(__name__)


def run_due_jobs(*, at: datetime) -> list[str]:
    """Run the periodic jobs that are due at a time, and return their names. One that fails does not stop the others."""
    last = dict(TickRun.objects.values_list("name", "ran_at"))
    ran = []
    for job in jobs():
        if job.name in last and at - last[job.name] < job.every:
            continue
        if _run(job, at):
            ran.append(job.name)
    return ran


def _run(job: Job, at: datetime) -> bool:
    try:
        job.run(at)
    except Exception:
        logger.exception("The periodic job %s failed", job.name)
        return False
    TickRun.objects.update_or_create(name=job.name, defaults={"ran_at": at})
    return True
