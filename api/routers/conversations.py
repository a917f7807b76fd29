"""Conversations: an import of records in the native format."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from api.body import MAX_BYTES, read_body, receive_body
from api.errors import BodyTooLarge, MalformedJson, UnsupportedMediaType
from api.params import WorkspaceDep
from api.problems import document_problems
from api.schemas.conversations import ReceivedOut
from api.schemas.native import BODY
from domain.conversations import Rejected
from domain.errors import StoreBusy
from pipeline.imports.receive import NothingReadable

_PROBLEMS = (
    MalformedJson("near character 17"),
    BodyTooLarge(MAX_BYTES),
    UnsupportedMediaType(),
    NothingReadable((Rejected("conversations[0]", "A conversation needs an id or a text."),)),
    StoreBusy("Another writer holds this workspace. Try again when it has finished."),
)
router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


@router.post(
    "",
    summary="Hand over conversations",
    operation_id="receive_v1_conversations_post",
    responses=document_problems(*_PROBLEMS),
    openapi_extra=BODY,
)
async def receive_records(request: Request, workspace: WorkspaceDep) -> ReceivedOut:
    """Takes one conversation or a list of up to 200 in the native format, and keeps them before it
    answers. Handing them over again changes nothing. What cannot be read, or takes too long to, is
    listed with its place and stops nothing else; personal data is masked before anything is kept.
    New asks stay unthemed until `earshot themes` runs."""
    body = await read_body(request)
    received = await run_in_threadpool(
        workspace.workers.call, receive_body, workspace.settings, body, workspace.clock()
    )
    return ReceivedOut.from_domain(received)
