"""A world for a test: clients of a region of its own, a virtual clock, and what a blue/green deployment needs."""

from __future__ import annotations

import itertools
import json
import os
import unittest
import urllib.request
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from spoiled import send_spoiled_before_each_call

ENDPOINT = os.environ["BG_DEPLOY_WITNESS"]
ROLE = "arn:aws:iam::123456789012:role/ecsCodeDeployRole"
AREAS = itertools.count(1)
SESSION = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")


def client(service: str, region: str, **options: Any) -> Any:
    config = Config(retries={"total_max_attempts": 1}, **options)
    return SESSION.client(service, region_name=region, endpoint_url=ENDPOINT, config=config)


def advance(seconds: float) -> None:
    """Moves the engine's clock."""
    tell_engine("clock", {"advanceSeconds": seconds})


def tell_engine(path: str, body: object) -> None:
    """A request on one of the engine's own paths."""
    request = urllib.request.Request(f"{ENDPOINT}/_bg-deploy/{path}", json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


def mails() -> str:
    """All mail that the engine has written so far, as its readers see it."""
    folder = Path(os.environ["BG_DEPLOY_MAIL"])
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(folder.glob("**/*.eml"))]
    return "\n".join(part.get_content() for mail in read for part in mail.walk() if not part.is_multipart())


def hook_execution(deployment: str) -> str:
    """What CodeDeploy handed the function `recording-hook`, which writes it down and does not report."""
    return Path(os.environ["BG_DEPLOY_HOOKS"], f"{deployment}.txt").read_text(encoding="utf-8")


class Stage(unittest.TestCase):
    """A test in an empty world and a region of its own: nobody else's resources are in its way."""

    maxDiff = None
    # Whether each call is preceded by spoiled copies of itself, all of which are to be refused without a trace.
    spoiled_first = False

    def setUp(self) -> None:
        tell_engine("reset", {})
        self.region = f"eu-test-{next(AREAS)}"
        for service in ("codedeploy", "ecs", "elbv2", "sns", "cloudwatch"):
            setattr(self, service, client(service, self.region))
            if self.spoiled_first:
                send_spoiled_before_each_call(getattr(self, service), self.region, ENDPOINT)

    codedeploy: Any
    ecs: Any
    elbv2: Any
    sns: Any
    cloudwatch: Any

    def refused(self, exception: str, call: Any, api: Any, /, http_status: int = 400, **arguments: Any) -> Any:
        """The call is refused with an exception that is caught by its class."""
        with self.assertRaises(getattr(api.exceptions, exception)) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], http_status)
        self.assertTrue(caught.exception.response["Error"]["Message"])
        return caught.exception

    def task_definition(self, family: str = "web", version: str = "1", **more: Any) -> str:
        made = self.ecs.register_task_definition(
            family=family,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            executionRoleArn="arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
            containerDefinitions=[
                {
                    "name": "web",
                    "image": f"registry.example/web:{version}",
                    "essential": True,
                    "portMappings": [{"containerPort": 80}],
                }
            ],
            **more,
        )
        return made["taskDefinition"]["taskDefinitionArn"]

    def balancer(self, name: str = "web") -> str:
        made = self.elbv2.create_load_balancer(Name=name, Subnets=["subnet-1", "subnet-2"])
        return made["LoadBalancers"][0]["LoadBalancerArn"]

    def target_group(self, name: str) -> str:
        made = self.elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId="vpc-1", TargetType="ip")
        return made["TargetGroups"][0]["TargetGroupArn"]

    def listener(self, balancer: str, port: int, group: str) -> str:
        made = self.elbv2.create_listener(
            LoadBalancerArn=balancer,
            Port=port,
            Protocol="HTTP",
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
        )
        return made["Listeners"][0]["ListenerArn"]

    def service(self, group: str, name: str = "web", controller: str = "CODE_DEPLOY") -> dict[str, Any]:
        return self.ecs.create_service(
            cluster="main",
            serviceName=name,
            taskDefinition="web",
            desiredCount=2,
            launchType="FARGATE",
            deploymentController={"type": controller},
            loadBalancers=[{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
            networkConfiguration={
                "awsvpcConfiguration": {"subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"]}
            },
        )["service"]

    def under_codedeploy(self, **group: Any) -> None:
        """A cluster with a service in two task sets' target groups, an application and a deployment group."""
        self.ecs.create_cluster(clusterName="main")
        self.balancer_arn = self.balancer()
        self.groups = [self.target_group("web-1"), self.target_group("web-2")]
        self.production = self.listener(self.balancer_arn, 80, self.groups[0])
        self.test = self.listener(self.balancer_arn, 8080, self.groups[0])
        self.task_definition()
        self.service(self.groups[0])
        self.codedeploy.create_application(applicationName="shop", computePlatform="ECS")
        self.deployment_group("live", **group)
        advance(600)

    def deployment_group(self, name: str, application: str = "shop", **more: Any) -> str:
        settings: dict[str, Any] = {
            "applicationName": application,
            "deploymentGroupName": name,
            "serviceRoleArn": ROLE,
            "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "blueGreenDeploymentConfiguration": {
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 0,
                },
            },
            "loadBalancerInfo": {
                "targetGroupPairInfoList": [
                    {
                        "targetGroups": [{"name": "web-1"}, {"name": "web-2"}],
                        "prodTrafficRoute": {"listenerArns": [self.production]},
                        "testTrafficRoute": {"listenerArns": [self.test]},
                    }
                ]
            },
            "ecsServices": [{"clusterName": "main", "serviceName": "web"}],
            "autoRollbackConfiguration": {
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"],
            },
        }
        return self.codedeploy.create_deployment_group(**{**settings, **more})["deploymentGroupId"]

    def revision(self, version: str = "2", hooks: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """The revision of a new task definition."""
        appspec: dict[str, Any] = {
            "version": "0.0",
            "Resources": [
                {
                    "TargetService": {
                        "Type": "AWS::ECS::Service",
                        "Properties": {
                            "TaskDefinition": self.task_definition(version=version),
                            "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 80},
                        },
                    }
                }
            ],
        }
        if hooks:
            appspec["Hooks"] = hooks
        return {"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(appspec)}}

    def deploy(self, version: str = "2", hooks: list[dict[str, str]] | None = None, **more: Any) -> str:
        return self.codedeploy.create_deployment(
            applicationName="shop", deploymentGroupName="live", revision=self.revision(version, hooks), **more
        )["deploymentId"]

    def status(self, deployment: str) -> str:
        return self.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["status"]
