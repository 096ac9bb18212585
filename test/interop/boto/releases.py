from __future__ import annotations

from stage import Stage, advance, hook_execution

LINEAR = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"


class Releases(Stage):
    """boto3 releases"""

    spoiled_first = True

    def test_success(self) -> None:
        """a deployment shifts all traffic and succeeds"""
        self.under_codedeploy()
        deployment = self.deploy(description="the second")
        self.assertEqual(self.status(deployment), "Created")
        advance(900)
        info = self.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
        self.assertEqual(info["status"], "Succeeded")
        self.assertEqual(info["description"], "the second")
        self.assertGreaterEqual(info["completeTime"], info["startTime"])
        targets = self.codedeploy.list_deployment_targets(deploymentId=deployment)["targetIds"]
        self.assertEqual(targets, ["main:web"])
        target = self.codedeploy.get_deployment_target(deploymentId=deployment, targetId="main:web")
        self.assertEqual(target["deploymentTarget"]["deploymentTargetType"], "ECSTarget")
        batch = self.codedeploy.batch_get_deployment_targets(deploymentId=deployment, targetIds=targets)
        self.assertEqual(batch["deploymentTargets"][0], target["deploymentTarget"])
        self.assertEqual(
            [event["lifecycleEventName"] for event in target["deploymentTarget"]["ecsTarget"]["lifecycleEvents"]],
            [
                "BeforeInstall",
                "Install",
                "AfterInstall",
                "AllowTestTraffic",
                "AfterAllowTestTraffic",
                "BeforeAllowTraffic",
                "AllowTraffic",
                "AfterAllowTraffic",
            ],
        )
        deployments = self.codedeploy.batch_get_deployments(deploymentIds=[deployment])["deploymentsInfo"]
        self.assertEqual(deployments, [info])

    def test_stop_with_rollback(self) -> None:
        """one that is stopped in mid-shift with a rollback sends the traffic back"""
        self.under_codedeploy(deploymentConfigName=LINEAR)
        deployment = self.deploy()
        advance(300)
        self.assertEqual(self.status(deployment), "InProgress")
        stopped = self.codedeploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)
        self.assertIn(stopped["status"], ("Pending", "Succeeded"))
        advance(900)
        info = self.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
        self.assertEqual(info["status"], "Stopped")
        rollback = info["rollbackInfo"]["rollbackDeploymentId"]
        self.assertEqual(self.status(rollback), "Succeeded")
        self.assertEqual(self.weights(), {"web-1": 100, "web-2": 0})

    def test_stop_without_rollback(self) -> None:
        """one that is stopped without a rollback leaves the traffic where it was"""
        self.under_codedeploy(deploymentConfigName=LINEAR)
        deployment = self.deploy()
        advance(300)
        self.codedeploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=False)
        advance(900)
        info = self.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
        self.assertEqual(info["status"], "Stopped")
        self.assertNotIn("rollbackDeploymentId", info.get("rollbackInfo", {}))
        self.assertNotIn(self.weights()["web-1"], (0, 100))

    def test_ready(self) -> None:
        """one that waits in READY goes on when it is told to, and again for the termination"""
        self.under_codedeploy(
            blueGreenDeploymentConfiguration={
                "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 60},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 600,
                },
            }
        )
        deployment = self.deploy()
        advance(600)
        self.assertEqual(self.status(deployment), "Ready")
        self.codedeploy.continue_deployment(deploymentId=deployment, deploymentWaitType="READY_WAIT")
        advance(600)
        self.assertEqual(self.status(deployment), "InProgress")
        self.codedeploy.continue_deployment(deploymentId=deployment, deploymentWaitType="TERMINATION_WAIT")
        advance(600)
        self.assertEqual(self.status(deployment), "Succeeded")

    def test_skip_wait(self) -> None:
        """the deprecated SkipWaitTimeForInstanceTermination ends the termination wait"""
        self.under_codedeploy(
            blueGreenDeploymentConfiguration={
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 600,
                },
            }
        )
        deployment = self.deploy()
        advance(900)
        self.codedeploy.skip_wait_time_for_instance_termination(deploymentId=deployment)
        advance(300)
        self.assertEqual(self.status(deployment), "Succeeded")

    def test_hook(self) -> None:
        """a hook's report, made by a client, lets the deployment go on or fail"""
        for report, end in (("Succeeded", "Succeeded"), ("Failed", "Failed")):
            with self.subTest(report):
                self.setUp()
                self.under_codedeploy()
                deployment = self.deploy(hooks=[{"AfterAllowTestTraffic": "recording-hook"}])
                advance(600)
                execution = self.running_hook(deployment)
                answer = self.codedeploy.put_lifecycle_event_hook_execution_status(
                    deploymentId=deployment, lifecycleEventHookExecutionId=execution, status=report
                )
                self.assertEqual(answer["lifecycleEventHookExecutionId"], execution)
                advance(900)
                self.assertEqual(self.status(deployment), end)

    def running_hook(self, deployment: str) -> str:
        target = self.codedeploy.get_deployment_target(deploymentId=deployment, targetId="main:web")
        events = target["deploymentTarget"]["ecsTarget"]["lifecycleEvents"]
        (running,) = [event for event in events if event["status"] == "InProgress"]
        self.assertEqual(running["lifecycleEventName"], "AfterAllowTestTraffic")
        return hook_execution(deployment)

    def weights(self) -> dict[str, int]:
        (listener,) = self.elbv2.describe_listeners(ListenerArns=[self.production])["Listeners"]
        names = dict(zip(self.groups, ("web-1", "web-2")))
        shown = listener["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]
        weights = {names[group["TargetGroupArn"]]: group["Weight"] for group in shown}
        return {"web-1": 0, "web-2": 0, **weights}
