from __future__ import annotations

import threading
from typing import Any

from botocore.exceptions import WaiterError

from stage import Stage, advance

FAST = {"Delay": 0.05, "MaxAttempts": 40}


class Waiters(Stage):
    """boto3's waiters"""

    def wait(self, service: Any, waiter: str, seconds: float = 900, **arguments: Any) -> None:
        """Waits while the clock moves on."""
        moving = threading.Timer(0.1, advance, [seconds])
        moving.start()
        try:
            service.get_waiter(waiter).wait(WaiterConfig=FAST, **arguments)
        finally:
            moving.join()

    def test_deployment_successful(self) -> None:
        """deployment_successful ends with the deployment"""
        self.under_codedeploy()
        self.wait(self.codedeploy, "deployment_successful", deploymentId=self.deploy())

    def test_deployment_failed(self) -> None:
        """deployment_successful tells of a deployment that fails"""
        self.under_codedeploy()
        with self.assertRaisesRegex(WaiterError, "Failed"):
            self.wait(
                self.codedeploy, "deployment_successful", deploymentId=self.deploy(hooks=[{"BeforeInstall": "failing-hook"}])
            )

    def test_services(self) -> None:
        """services_stable and services_inactive follow a service of the ECS controller"""
        self.ecs.create_cluster(clusterName="main")
        self.task_definition()
        group = self.target_group("web-1")
        self.listener(self.balancer(), 80, group)
        self.service(group, controller="ECS")
        self.wait(self.ecs, "services_stable", cluster="main", services=["web"])
        self.ecs.delete_service(cluster="main", service="web", force=True)
        self.wait(self.ecs, "services_inactive", cluster="main", services=["web"])

    def test_tasks(self) -> None:
        """tasks_running and tasks_stopped follow tasks"""
        self.under_codedeploy()
        self.ecs.update_service(cluster="main", service="web", desiredCount=3)
        advance(1)
        tasks = self.ecs.list_tasks(cluster="main", serviceName="web")["taskArns"]
        self.wait(self.ecs, "tasks_running", cluster="main", tasks=tasks)
        self.ecs.stop_task(cluster="main", task=tasks[0])
        self.wait(self.ecs, "tasks_stopped", cluster="main", tasks=tasks[:1])

    def test_balancers(self) -> None:
        """load_balancer_exists, _available and load_balancers_deleted follow a load balancer"""
        arn = self.balancer()
        self.wait(self.elbv2, "load_balancer_exists", LoadBalancerArns=[arn])
        self.wait(self.elbv2, "load_balancer_available", LoadBalancerArns=[arn])
        self.elbv2.delete_load_balancer(LoadBalancerArn=arn)
        self.wait(self.elbv2, "load_balancers_deleted", LoadBalancerArns=[arn])
        with self.assertRaises(WaiterError):
            self.elbv2.get_waiter("load_balancer_exists").wait(
                Names=["none"], WaiterConfig={"Delay": 0.01, "MaxAttempts": 2}
            )

    def test_targets(self) -> None:
        """target_in_service and target_deregistered follow targets"""
        group = self.target_group("one")
        self.listener(self.balancer(), 80, group)
        targets = [{"Id": "10.0.0.1", "Port": 80}]
        self.elbv2.register_targets(TargetGroupArn=group, Targets=targets)
        self.wait(self.elbv2, "target_in_service", TargetGroupArn=group, Targets=targets)
        self.elbv2.deregister_targets(TargetGroupArn=group, Targets=targets)
        self.wait(self.elbv2, "target_deregistered", TargetGroupArn=group, Targets=targets)

    def test_alarms(self) -> None:
        """alarm_exists finds an alarm"""
        self.cloudwatch.put_metric_alarm(
            AlarmName="errors",
            Namespace="n",
            MetricName="m",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1.0,
            ComparisonOperator="GreaterThanThreshold",
        )
        self.wait(self.cloudwatch, "alarm_exists", AlarmNames=["errors"])
