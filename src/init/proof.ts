import { readBuildOutput } from '../build-output/read.js';
import { formatPlace, isBgDeployError } from '../errors.js';
import { generate } from '../generate/generate.js';
import { IMAGE_NAME, type PlannedFile } from './subject.js';

/** What `generate` will say of planned templates; nothing where it takes them. */
export function proofNotes(
  taskDefinition: PlannedFile,
  appSpec: PlannedFile,
  values: Readonly<Record<string, string>>,
): string[] {
  try {
    const { warnings } = generate({
      taskDefinition: { file: taskDefinition.path, text: taskDefinition.text },
      appSpec: { file: appSpec.path, text: appSpec.text },
      buildOutput: readBuildOutput({ images: [`${IMAGE_NAME}=registry.example/proof:1`] }),
      values,
    });
    return warnings.map(({ message, place }) => (place ? `${formatPlace(place)}: ${message}` : message));
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    return [{ message: error.message, place: error.place }, ...error.others].map(
      ({ message, place }) => `to be mended before a release: ${place ? `${formatPlace(place)}: ` : ''}${message}`,
    );
  }
}
