"""Judges one exchange, request and answer, by AWS's own service models."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Iterator, Mapping
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import botocore.session
from botocore.model import OperationModel, OperationNotFoundError, ServiceModel, StructureShape

from judge import judge_form, judge_json, judge_xml, local_name

SERVICES = ("codedeploy", "ecs", "elbv2", "sns", "cloudwatch")

# Codes that every operation may answer with, and their status: the pages "Common Error Types" of the services' API
# references, and what AWS's protocols answer to bodies that they cannot read.
COMMON_ERRORS = {
    "AccessDenied": 403,
    "AccessDeniedException": 400,
    "ExpiredToken": 403,
    "ExpiredTokenException": 400,
    "IncompleteSignature": 400,
    "InternalFailure": 500,
    "InternalServerError": 500,
    "InvalidAction": 400,
    "InvalidClientTokenId": 403,
    "InvalidParameterCombination": 400,
    "InvalidParameterValue": 400,
    "MalformedInput": 400,
    "MissingAction": 400,
    "MissingParameter": 400,
    "SerializationException": 400,
    "ServiceUnavailable": 503,
    "Throttling": 400,
    "ThrottlingException": 400,
    "UnknownOperationException": 400,
    "UnrecognizedClientException": 400,
    "ValidationError": 400,
    "ValidationException": 400,
}


@dataclass
class Verdict:
    """What the witness says of one exchange; no finding: all is as AWS has it."""

    client: str
    service: str
    operation: str
    status: int
    code: str | None = None
    # What the model has against the request. A request that breaks the model is to be refused.
    request_findings: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@lru_cache(maxsize=None)
def models() -> dict[str, ServiceModel]:
    session = botocore.session.get_session()
    return {name: session.get_service_model(name) for name in SERVICES}


def judge_exchange(
    request_headers: Mapping[str, str],
    request_body: bytes,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
) -> Verdict:
    """Headers by their names in lower case."""
    client = client_of(request_headers.get("user-agent", ""))
    target = request_headers.get("x-amz-target")
    form = {} if target else dict(parse_qsl(request_body.decode(), keep_blank_values=True))
    service, operation = _addressed(target, form)
    name = operation.name if operation else (target or form.get("Action") or "?").rsplit(".", 1)[-1]
    verdict = Verdict(client, service.service_name if service else "?", name, status)
    if service is None or operation is None:
        if status < 400:
            verdict.findings.append("answered, though no model has this operation")
        return verdict

    # AWS passes over members that it does not know: a client may be newer than these models.
    found = _judge_request(operation, target is not None, request_body, form)
    verdict.request_findings += [finding for finding in found if "no member of" not in finding]
    if not headers.get("x-amzn-requestid"):
        verdict.findings.append("no x-amzn-RequestId")
    read = _judge_json_answer if target else _judge_query_answer
    verdict.findings += read(verdict, service, operation, headers, body)
    if request_headers.get("x-amzn-query-mode") == "true" and status >= 400:
        query_error = headers.get("x-amzn-query-error", "")
        if not re.fullmatch(r".+;(Sender|Receiver)", query_error):
            verdict.findings.append(f"x-amzn-query-error is {query_error!r}, where clients of Query find their code")
    if status < 400 and verdict.request_findings:
        verdict.findings.append(f"accepted a request that the model forbids: {'; '.join(verdict.request_findings)}")
    return verdict


def client_of(user_agent: str) -> str:
    for pattern, name in (
        (r"witness", "requests made from the model"),
        (r"amazon-ecs-deploy-task-definition", "amazon-ecs-deploy-task-definition action"),
        (r"aws-cli/", "AWS CLI"),
        (r"boto3/", "boto3"),
        (r"aws-sdk-js/", "bg-deploy (JS SDK)"),
    ):
        if re.search(pattern, user_agent, re.IGNORECASE):
            return name
    return user_agent.split(" ", 1)[0] or "?"


def _addressed(target: str | None, form: Mapping[str, str]) -> tuple[ServiceModel | None, OperationModel | None]:
    for service in models().values():
        if target:
            if service.metadata.get("targetPrefix") != target.rsplit(".", 1)[0]:
                continue
            name = target.rsplit(".", 1)[-1]
        else:
            if service.api_version != form.get("Version"):
                continue
            name = form.get("Action", "")
        try:
            return service, service.operation_model(name)
        except OperationNotFoundError:
            return service, None
    return None, None


def _judge_request(operation: OperationModel, is_json: bool, body: bytes, form: dict[str, str]) -> Iterator[str]:
    shape = operation.input_shape or StructureShape("Empty", {"type": "structure", "members": {}})
    if is_json:
        try:
            yield from judge_json(shape, json.loads(body or b"{}"))
        except ValueError:
            yield "no JSON"
        return
    used = {"Action", "Version"}
    yield from judge_form(shape, form, "", used)
    for key in sorted(set(form) - used):
        yield f"{key}: no member of {shape.name}"


def _judge_json_answer(
    verdict: Verdict, service: ServiceModel, operation: OperationModel, headers: Mapping[str, str], body: bytes
) -> Iterator[str]:
    kind = f"application/x-amz-json-{service.metadata['jsonVersion']}"
    if headers.get("content-type") != kind:
        yield f"content type {headers.get('content-type')} instead of {kind}"
    try:
        answer: Any = json.loads(body or b"{}")
    except ValueError:
        yield "the answer is no JSON"
        return
    if verdict.status < 400:
        if operation.output_shape is not None:
            yield from judge_json(operation.output_shape, answer)
        elif answer:
            yield f"an answer, though {operation.name} has none: {body[:80]!r}"
        return
    if not isinstance(answer, dict) or not isinstance(answer.get("__type"), str):
        yield "an error without __type"
        return
    name = answer["__type"].rsplit("#", 1)[-1]
    verdict.code = name
    yield from _judge_error(verdict, operation, name, in_json=True)
    declared = next((shape for shape in operation.error_shapes if shape.name == name), None)
    members = {key: value for key, value in answer.items() if key not in ("__type", "message", "Message")}
    if not isinstance(answer.get("message", answer.get("Message", "")), str):
        yield "the error's message is no string"
    if members and declared is None:
        yield f"members on the error {name}: {', '.join(members)}"
    elif declared is not None:
        # The message is among the members of some exceptions; it has been looked at already.
        yield from (finding for finding in judge_json(declared, members) if "required by" not in finding)


def _judge_query_answer(
    verdict: Verdict, service: ServiceModel, operation: OperationModel, headers: Mapping[str, str], body: bytes
) -> Iterator[str]:
    if not headers.get("content-type", "").startswith("text/xml"):
        yield f"content type {headers.get('content-type')} instead of text/xml"
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        yield f"the answer is no XML: {error}"
        return
    namespace = service.metadata["xmlNamespace"]
    if root.tag.rsplit("}", 1)[0] != "{" + namespace:
        yield f"the namespace of {root.tag} is not {namespace}"
    children = {local_name(child): child for child in root}
    if verdict.status < 400:
        wrapper = operation.output_shape.serialization.get("resultWrapper") if operation.output_shape else None
        wanted = [name for name in (wrapper, "ResponseMetadata") if name]
        if local_name(root) != f"{operation.name}Response":
            yield f"the answer is a <{local_name(root)}>"
        if sorted(children) != sorted(wanted):
            yield f"the answer holds {sorted(children)} instead of {sorted(wanted)}"
        elif operation.output_shape is not None and wrapper:
            yield from judge_xml(operation.output_shape, children[wrapper])
        return
    if local_name(root) != "ErrorResponse" or sorted(children) != ["Error", "RequestId"]:
        yield f"the error is a <{local_name(root)}> of {sorted(children)}"
        return
    error = {local_name(child): child.text or "" for child in children["Error"]}
    verdict.code = error.get("Code", "")
    if error.get("Type") != ("Receiver" if verdict.status >= 500 else "Sender"):
        yield f"an error of the type {error.get('Type')}"
    if "Message" not in error:
        yield "an error without a message"
    yield from _judge_error(verdict, operation, verdict.code, in_json=False)


def _judge_error(verdict: Verdict, operation: OperationModel, code: str, *, in_json: bool) -> Iterator[str]:
    for shape in operation.error_shapes:
        trait = shape.metadata.get("error", {})
        # JSON names the shape, Query its code.
        if code == (shape.name if in_json else trait.get("code", shape.name)):
            fallback = 500 if shape.metadata.get("fault") else 400
            wanted = trait.get("httpStatusCode", fallback)
            if verdict.status != wanted:
                yield f"{code} with the status {verdict.status} instead of {wanted}"
            return
    if code == "InternalFailure":
        yield "a fault of the engine itself"
    elif code not in COMMON_ERRORS:
        yield f"{operation.name} does not declare the error {code}"
    elif COMMON_ERRORS[code] != verdict.status:
        yield f"{code} with the status {verdict.status} instead of {COMMON_ERRORS[code]}"
