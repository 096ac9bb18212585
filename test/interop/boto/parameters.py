"""
Reads a JSON list of inputs of RegisterTaskDefinition on stdin and prints, for each, what botocore's own parameter
validation says: a JSON list of texts, empty where it would send the input.
"""

import json
import sys

import botocore.session
from botocore.validate import ParamValidator

model = botocore.session.get_session().get_service_model("ecs")
shape = model.operation_model("RegisterTaskDefinition").input_shape
validator = ParamValidator()
print(json.dumps([validator.validate(given, shape).generate_report() for given in json.load(sys.stdin)]))
