"""Drives the CloudTrail emulator with boto3 and checks every answer against botocore's own service models.

usage: check_boto3.py URL ACCOUNTS_JSON    (scripts/check-boto3.mjs starts the emulator and this)
Exit code 0: all holds.
"""

import json
import sys
import urllib.request
from datetime import datetime, timedelta, timezone

import boto3
import botocore.loaders
from botocore.config import Config
from botocore.exceptions import ClientError

URL, ACCOUNTS = sys.argv[1], json.loads(sys.argv[2])
FIRST, SECOND = ACCOUNTS
REGION = "us-east-1"
CONFIG = Config(retries={"max_attempts": 1, "mode": "standard"})
NOW = datetime.now(timezone.utc).replace(microsecond=0)
failures = []
models = {
    name: botocore.loaders.create_loader().load_service_model(name, "service-2") for name in ("cloudtrail", "sts")
}
# Names that every service of AWS may answer; they are in no service's model.
COMMON = {
    "AccessDeniedException", "AccessDenied", "ExpiredTokenException", "ExpiredToken", "IncompleteSignature",
    "IncompleteSignatureException", "InternalFailure", "InvalidClientTokenId", "InvalidSignatureException",
    "MissingAuthenticationTokenException", "OptInRequired", "SerializationException", "SignatureDoesNotMatch",
    "ThrottlingException", "UnknownOperationException", "UnrecognizedClientException", "ValidationError",
}


def check(name, good, detail=""):
    print(("  ok    " if good else "  FAIL  ") + name + (f": {detail}" if not good else ""))
    if not good:
        failures.append(name)


def client(service, keys=None, region=REGION, **more):
    keys = keys or {"aws_access_key_id": FIRST["accessKeyId"], "aws_secret_access_key": FIRST["secretAccessKey"]}
    return boto3.client(service, endpoint_url=URL, region_name=region, config=CONFIG, **keys, **more)


def refused(name, expected, call, operation="LookupEvents", service="cloudtrail", status=400):
    """The call fails by an error that the operation's model declares, or that all of AWS has."""
    try:
        call()
        check(name, False, "it was accepted")
    except ClientError as error:
        code = error.response["Error"]["Code"]
        declared = {shape["shape"] for shape in models[service]["operations"][operation].get("errors", [])}
        http = error.response["ResponseMetadata"]["HTTPStatusCode"]
        check(name, code == expected and http == status, f"{code}, HTTP {http}: {error}")
        check(f"{name}: {code} is AWS's", code in declared | COMMON, f"{sorted(declared)}")


def admin(method, path, body=None):
    request = urllib.request.Request(f"{URL}/_emulator/{path}", method=method, data=body and body.encode())
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def faults(**values):
    admin("PUT", "faults", json.dumps(values))


def record(event_id, seconds_ago, **more):
    time = (NOW - timedelta(seconds=seconds_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return json.dumps({
        "eventVersion": "1.08", "eventID": event_id, "eventTime": time, "eventName": "CreateUser",
        "eventSource": "iam.amazonaws.com", "awsRegion": REGION, "recipientAccountId": FIRST["id"], "readOnly": False,
        "managementEvent": True, "eventCategory": "Management",
        "userIdentity": {"type": "IAMUser", "userName": "alice", "accessKeyId": "AKIAALICE"},
        "resources": [{"type": "AWS::IAM::User", "ARN": "arn:aws:iam::111122223333:user/bob"}], **more,
    })


def members(shape_name, value, path):
    """Every member that came is one of the model's, and of its type."""
    shapes = models["cloudtrail"]["shapes"]
    shape = shapes[shape_name]
    kind = shape["type"]
    if kind == "structure":
        for name, item in value.items():
            if name not in shape["members"]:
                check(f"{path}.{name} is in the model", False, "it is not")
            else:
                members(shape["members"][name]["shape"], item, f"{path}.{name}")
    elif kind == "list":
        for item in value:
            members(shape["member"]["shape"], item, f"{path}[]")
    else:
        types = {"string": str, "timestamp": datetime, "integer": int, "boolean": bool}
        if not isinstance(value, types[kind]):
            check(f"{path} is a {kind}", False, repr(value))


trail = client("cloudtrail")
admin("POST", "events", "\n".join(record(f"e{i:03}", 60 + i) for i in range(120)))
admin("POST", "events", record("second", 60, recipientAccountId=SECOND["id"]))

pages = list(trail.get_paginator("lookup_events").paginate(PaginationConfig={"PageSize": 50}))
ids = [event["EventId"] for page in pages for event in page["Events"]]
check("pagination: every event once, newest first", ids == [f"e{i:03}" for i in range(120)], ids[:5])
check("pages of fifty", [len(page["Events"]) for page in pages] == [50, 50, 20])
for page in pages:
    members("LookupEventsResponse", {k: v for k, v in page.items() if k != "ResponseMetadata"}, "response")
check("members and types of the answer are the model's", not failures)
event = pages[0]["Events"][0]
check("the envelope says what the record says", (
    event["Username"], event["ReadOnly"], event["AccessKeyId"], event["Resources"][0]["ResourceType"],
    json.loads(event["CloudTrailEvent"])["eventID"],
) == ("alice", "false", "AKIAALICE", "AWS::IAM::User", "e000"), str(event))
model_keys = models["cloudtrail"]["shapes"]["LookupAttributeKey"]["enum"]
for key in model_keys:
    trail.lookup_events(LookupAttributes=[{"AttributeKey": key, "AttributeValue": "x"}])
check("every attribute of the model is known", True)
exact = trail.lookup_events(StartTime=NOW - timedelta(seconds=61), EndTime=NOW - timedelta(seconds=60))
check("both ends of a range are inclusive", {e["EventId"] for e in exact["Events"]} >= {"e000", "e001"}, str(exact))

attribute = {"AttributeKey": "EventName", "AttributeValue": "CreateUser"}
refused("two attributes", "InvalidLookupAttributesException",
        lambda: trail.lookup_events(LookupAttributes=[attribute, attribute]))
unchecked = boto3.client(
    "cloudtrail", endpoint_url=URL, region_name=REGION, aws_access_key_id=FIRST["accessKeyId"],
    aws_secret_access_key=FIRST["secretAccessKey"], config=CONFIG.merge(Config(parameter_validation=False)))
refused("MaxResults 51", "InvalidMaxResultsException", lambda: unchecked.lookup_events(MaxResults=51))
refused("MaxResults 0", "InvalidMaxResultsException", lambda: unchecked.lookup_events(MaxResults=0))
refused("an unknown attribute", "InvalidLookupAttributesException",
        lambda: unchecked.lookup_events(LookupAttributes=[{"AttributeKey": "Region", "AttributeValue": "x"}]))
refused("a category that is not insight", "InvalidEventCategoryException",
        lambda: unchecked.lookup_events(EventCategory="management"))
refused("a reversed range", "InvalidTimeRangeException",
        lambda: trail.lookup_events(StartTime=NOW, EndTime=NOW - timedelta(hours=1)))
refused("more than 90 days back", "InvalidTimeRangeException",
        lambda: trail.lookup_events(StartTime=NOW - timedelta(days=91)))
refused("a token with other parameters", "InvalidNextTokenException",
        lambda: trail.lookup_events(NextToken=pages[0]["NextToken"], MaxResults=10))
refused("a token of nobody", "InvalidNextTokenException", lambda: trail.lookup_events(NextToken="AAAA"))
refused("a wrong secret", "InvalidSignatureException", lambda: client("cloudtrail", {
    "aws_access_key_id": FIRST["accessKeyId"], "aws_secret_access_key": "wrong"}).lookup_events())
refused("an unknown key", "UnrecognizedClientException", lambda: client("cloudtrail", {
    "aws_access_key_id": "AKIANOBODY", "aws_secret_access_key": "wrong"}).lookup_events())

sts = client("sts")
check("GetCallerIdentity", sts.get_caller_identity()["Account"] == FIRST["id"])
session = sts.assume_role(RoleArn=SECOND["roleArn"], RoleSessionName="check", ExternalId=SECOND["externalId"])
given = session["Credentials"]
keys = {"aws_access_key_id": given["AccessKeyId"], "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"]}
check("a session's account", client("sts", keys).get_caller_identity()["Account"] == SECOND["id"])
check("a session sees its account alone",
      [e["EventId"] for e in client("cloudtrail", keys).lookup_events()["Events"]] == ["second"])
for name, external in (("a wrong external ID", {"ExternalId": "guess"}), ("no external ID", {})):
    refused(name, "AccessDenied", lambda external=external: sts.assume_role(
        RoleArn=SECOND["roleArn"], RoleSessionName="check", **external), "AssumeRole", "sts", 403)
refused("STS with a wrong secret", "SignatureDoesNotMatch", lambda: client("sts", {
    "aws_access_key_id": FIRST["accessKeyId"], "aws_secret_access_key": "wrong"}).get_caller_identity(),
        "GetCallerIdentity", "sts", 403)
faults(expireSessions=True)
refused("an expired session", "ExpiredTokenException", lambda: client("cloudtrail", keys).lookup_events())
refused("an expired session at STS", "ExpiredToken", lambda: client("sts", keys).get_caller_identity(),
        "GetCallerIdentity", "sts", 403)
faults(accessDenied=True)
refused("a denied action", "AccessDeniedException", lambda: trail.lookup_events())
faults(throttleForSeconds=60)
refused("throttling", "ThrottlingException", lambda: trail.lookup_events())
faults(emptyPageEvery=2)
ids = [e["EventId"] for page in trail.get_paginator("lookup_events").paginate() for e in page["Events"]]
check("empty pages lose nothing", ids == [f"e{i:03}" for i in range(120)], len(ids))
faults()

print(f"boto3 {boto3.__version__}: {'all holds' if not failures else f'{len(failures)} do not hold'}")
sys.exit(1 if failures else 0)
