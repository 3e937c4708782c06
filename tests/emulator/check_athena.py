"""Drives the emulator of Athena with boto3 and checks every answer against botocore's own model of the service.

usage: check_athena.py URL KEY_JSON ROWS    (npm run test:trino starts Trino, the emulator and this)
The table awsdatacatalog.default.boto3 has ROWS rows of eventid e0, e1, … Exit code 0: all holds.
"""

import json
import sys
import time
import urllib.request
import uuid
from datetime import datetime

import boto3
import botocore.loaders
from botocore.config import Config
from botocore.exceptions import ClientError

URL, KEY, ROWS = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
CONFIG = Config(retries={"max_attempts": 1, "mode": "standard"})
MODEL = botocore.loaders.create_loader().load_service_model("athena", "service-2")
COMMON = {
    "AccessDeniedException", "ExpiredTokenException", "InternalFailure", "InvalidSignatureException",
    "SerializationException", "ThrottlingException", "UnknownOperationException", "UnrecognizedClientException",
}
TABLE = '"AwsDataCatalog"."default"."boto3"'
OUTPUT = {"ResultConfiguration": {"OutputLocation": "s3://results/athena/"}}
SLOW = f"SELECT count(*) FROM {TABLE} a, {TABLE} b, {TABLE} c, {TABLE} d WHERE a.eventid < b.eventid AND c.eventid < d.eventid"
failures = []


def check(name, good, detail=""):
    print(("  ok    " if good else "  FAIL  ") + name + (f": {detail}" if not good else ""))
    if not good:
        failures.append(name)


def client(region="us-east-1", secret=KEY["secretAccessKey"], config=CONFIG):
    return boto3.client("athena", endpoint_url=URL, region_name=region, config=config,
                        aws_access_key_id=KEY["accessKeyId"], aws_secret_access_key=secret)


def refused(name, expected, operation, call, text=""):
    """The call fails by an error that the operation's model declares, or that all of AWS has."""
    try:
        call()
        check(name, False, "it was accepted")
    except ClientError as error:
        code = error.response["Error"]["Code"]
        declared = {shape["shape"] for shape in MODEL["operations"][operation].get("errors", [])}
        check(name, code == expected and text in str(error), str(error))
        check(f"{name}: {code} is AWS's", code in declared | COMMON, f"{sorted(declared)}")


def members(shape_name, value, path):
    """Every member that came is one of the model's, and of its type."""
    shape = MODEL["shapes"][shape_name]
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
    elif kind == "map":
        for item in value.values():
            members(shape["value"]["shape"], item, f"{path}[]")
    else:
        types = {"string": str, "timestamp": datetime, "integer": int, "long": int, "boolean": bool}
        check_type = isinstance(value, types[kind]) and (not shape.get("enum") or value in shape["enum"])
        if not check_type:
            check(f"{path} is a {kind}", False, repr(value))


def answer(shape_name, response):
    members(shape_name, {k: v for k, v in response.items() if k != "ResponseMetadata"}, shape_name)
    return response


def faults(**values):
    request = urllib.request.Request(f"{URL}/_emulator/faults", method="PUT", data=json.dumps(values).encode())
    urllib.request.urlopen(request).close()


athena = client()


def start(statement, **more):
    return answer("StartQueryExecutionOutput", athena.start_query_execution(
        QueryString=statement, **{**OUTPUT, **more}))["QueryExecutionId"]


def wait(query_id, states=("SUCCEEDED", "FAILED", "CANCELLED")):
    while True:
        execution = answer("GetQueryExecutionOutput", athena.get_query_execution(QueryExecutionId=query_id))
        if execution["QueryExecution"]["Status"]["State"] in states:
            return execution["QueryExecution"]
        time.sleep(0.1)


query = start(f"SELECT eventid, eventname FROM {TABLE} ORDER BY eventid")
done = wait(query)
check("a statement succeeds", done["Status"]["State"] == "SUCCEEDED", str(done["Status"]))
check("and tells what it read", done["Statistics"]["DataScannedInBytes"] > 0, str(done["Statistics"]))
check("and where the result is", done["ResultConfiguration"]["OutputLocation"] == f"s3://results/athena/{query}.csv")
pages = [answer("GetQueryResultsOutput", page)
         for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=query)]
check("pages of a thousand, the header first", [len(page["ResultSet"]["Rows"]) for page in pages] == [1000, 1000, ROWS - 1999])
rows = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
check("every row once, null as no value", rows == [["eventid", "eventname"]] + [[e, None] for e in sorted(f"e{i}" for i in range(ROWS))], rows[:3])
info = pages[0]["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
check("columns and their types", [(c["Name"], c["Type"]) for c in info] == [("eventid", "varchar"), ("eventname", "varchar")], str(info))
small = athena.get_query_results(QueryExecutionId=query, MaxResults=2)
check("MaxResults counts the header", len(small["ResultSet"]["Rows"]) == 2 and "NextToken" in small)

table = answer("GetTableMetadataOutput", athena.get_table_metadata(
    CatalogName="AwsDataCatalog", DatabaseName="default", TableName="boto3"))["TableMetadata"]
check("a table as Glue describes it", [(c["Name"], c["Type"]) for c in table["Columns"]] == [
    ("eventid", "string"), ("eventname", "string"),
    ("useridentity", "struct<type:string,sessioncontext:struct<creationdate:string>>"),
    ("resources", "array<struct<arn:string>>")], str(table["Columns"]))
refused("no such table", "MetadataException", "GetTableMetadata", lambda: athena.get_table_metadata(
    CatalogName="AwsDataCatalog", DatabaseName="default", TableName="nothing"), "Entity Not Found")

token = str(uuid.uuid4())
first = start("SELECT 1", ClientRequestToken=token)
check("one statement for one token", start("SELECT 1", ClientRequestToken=token) == first)
refused("a token with another statement", "InvalidRequestException", "StartQueryExecution",
        lambda: start("SELECT 2", ClientRequestToken=token), "Idempotent")
reuse = {"ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 10}}}
wait(start(f"SELECT max(eventid) FROM {TABLE}", **reuse))
again = wait(start(f"SELECT max(eventid) FROM {TABLE}", **reuse))
check("a young result is given again, and nothing scanned",
      again["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"] and again["Statistics"]["DataScannedInBytes"] == 0,
      str(again["Statistics"]))

slow = start(SLOW)
check("a statement runs", wait(slow, ("RUNNING",))["Status"]["State"] == "RUNNING")
refused("no result before the end", "InvalidRequestException", "GetQueryResults",
        lambda: athena.get_query_results(QueryExecutionId=slow), "not yet finished")
refused("another region's statement", "InvalidRequestException", "GetQueryExecution",
        lambda: client("eu-west-1").get_query_execution(QueryExecutionId=slow), "not found")
answer("StopQueryExecutionOutput", athena.stop_query_execution(QueryExecutionId=slow))
check("a statement is stopped", wait(slow)["Status"]["State"] == "CANCELLED")
athena.stop_query_execution(QueryExecutionId=slow)
refused("no result of what was stopped", "InvalidRequestException", "GetQueryResults",
        lambda: athena.get_query_results(QueryExecutionId=slow), "CANCELLED")

failed = wait(start("SELECT x FROM default.nothing"))
check("a failure says why", failed["Status"]["State"] == "FAILED"
      and failed["Status"]["StateChangeReason"].startswith("TABLE_NOT_FOUND: ")
      and "awsdatacatalog.default.nothing" in failed["Status"]["StateChangeReason"]
      and failed["Status"]["AthenaError"]["ErrorCategory"] == 2, str(failed["Status"]))
limited = wait(start(SLOW, WorkGroup="small"))
check("the limit of a workgroup", limited["Status"]["State"] == "CANCELLED"
      and "Bytes scanned limit was exceeded" in limited["Status"]["StateChangeReason"], str(limited["Status"]))
enforced = wait(start("SELECT 1", WorkGroup="enforced"))
check("the workgroup's place for results", enforced["ResultConfiguration"]["OutputLocation"].startswith("s3://enforced/x/"))

unchecked = client(config=CONFIG.merge(Config(parameter_validation=False)))
for name, text, more in (
    ("a workgroup that is not there", "not found", {"WorkGroup": "nobody"}),
    ("no place for results", "No output location", {"ResultConfiguration": {}}),
    ("a place that is none", "not a valid S3 path", {"ResultConfiguration": {"OutputLocation": "http://x"}}),
    ("a short token", "32 to 128", {"ClientRequestToken": "short"}),
    ("a statement that is too long", "maximum query length", {"QueryString": f"SELECT '{'x' * 262144}'"}),
    ("a statement that defines a table", "select", {"QueryString": "CREATE TABLE x (y int)"}),
):
    refused(name, "InvalidRequestException", "StartQueryExecution",
            lambda more=more: unchecked.start_query_execution(**{"QueryString": "SELECT 1", **OUTPUT, **more}), text)
refused("MaxResults 1001", "InvalidRequestException", "GetQueryResults",
        lambda: unchecked.get_query_results(QueryExecutionId=query, MaxResults=1001))
refused("a token of another statement", "InvalidRequestException", "GetQueryResults",
        lambda: athena.get_query_results(QueryExecutionId=first, NextToken=small["NextToken"]))
refused("a wrong secret", "InvalidSignatureException", "GetQueryExecution",
        lambda: client(secret="wrong").get_query_execution(QueryExecutionId=query))
refused("an operation that is not there", "UnknownOperationException", "ListWorkGroups", athena.list_work_groups)

faults(queryDelayMs=3000)
held = [start(f"SELECT {i}") for i in range(3)]
refused("one statement too many", "TooManyRequestsException", "StartQueryExecution", lambda: start("SELECT 4"))
for query_id in held:
    athena.stop_query_execution(QueryExecutionId=query_id)
faults(queryFailEvery=1, queryFailReason="HIVE_BAD_DATA: injected")
check("an injected failure", wait(start("SELECT 5"))["Status"]["StateChangeReason"] == "HIVE_BAD_DATA: injected")
faults(throttleForSeconds=60)
refused("throttling", "ThrottlingException", "GetQueryExecution",
        lambda: athena.get_query_execution(QueryExecutionId=query))
faults(accessDenied=True)
refused("a denied action", "AccessDeniedException", "StartQueryExecution", lambda: start("SELECT 6"),
        "athena:StartQueryExecution")
faults()

print(f"boto3 {boto3.__version__}: {'all holds' if not failures else f'{len(failures)} do not hold'}")
sys.exit(1 if failures else 0)
