/** Every rule by which an appspec is judged, with what it asks for. The ids are stable; docs/appspec.md lists them. */
export const APPSPEC_RULES = {
  'appspec-platform': 'it is an appspec, and one for Amazon ECS',
  'appspec-version': '`version` is 0.0',
  'appspec-member-missing': 'what CodeDeploy needs is there',
  'appspec-member-misplaced': 'every member stands where it belongs',
  'appspec-member-unknown': 'there are no members but those that CodeDeploy knows',
  'appspec-member-twice': 'every member is given once',
  'appspec-shape': 'mappings are mappings, lists are lists, and text is not empty',
  'appspec-number': 'numbers are whole and within the bounds of ECS',
  'appspec-resources': '`Resources` has one item, with the type AWS::ECS::Service',
  'appspec-task-definition': '`TaskDefinition` is an ARN, or a placeholder for one',
  'appspec-network': 'a network has subnets, security groups and ENABLED or DISABLED, one id an item',
  'appspec-capacity-providers': 'a strategy is one that ECS takes',
  'appspec-hook': 'each hook is an event that may run a function, once',
  'appspec-container': 'the task definition has the container',
  'appspec-container-port': 'the container maps the port',
  'appspec-network-mode': 'only tasks with a network interface of their own get a network',
} as const;

/** The stable id of a rule for appspecs. */
export type AppSpecRule = keyof typeof APPSPEC_RULES;
