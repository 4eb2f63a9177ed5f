// Makes the schemas beside it; see ../README.md. The types are compiled, never run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

const ENTRIES = 'node_modules/.entries';

/** The schema of one exported type, its definitions under names of their own. */
function schemaOf(name, source) {
  const file = `${ENTRIES}/${name}.ts`;
  writeFileSync(file, source);
  writeFileSync(
    `${ENTRIES}/tsconfig.json`,
    JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true, strict: true } }),
  );
  const schema = createGenerator({ path: file, type: 'Wanted', tsconfig: `${ENTRIES}/tsconfig.json`, skipTypeCheck: true })
    .createSchema('Wanted');
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (key === 'description' && typeof value === 'string') return undefined;
    return key === '$ref' ? value.replace('#/definitions/', `#/definitions/${name}.`) : value;
  });
}

function definitions(name, source) {
  const found = schemaOf(name, source).definitions;
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [`${name}.${key}`, value]));
}

function write(file, schema) {
  writeFileSync(file, JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }, null, 1) + '\n');
}

const ref = (name) => ({ $ref: `#/definitions/${name}.Wanted` });

// ---- dashboards ----

const grafana = (part, type) =>
  `import type { ${type} } from "@grafana/grafana-foundation-sdk/${part}";\nexport type Wanted = ${type};\n`;

/** Options that a file leaves out are as Grafana has them by default: its types say what a panel has in the end. */
function withDefaults(found) {
  return JSON.parse(JSON.stringify(found, (key, value) => (key === 'required' && Array.isArray(value) ? undefined : value)));
}

/** What each type of panel may have under options and under fieldConfig.defaults.custom. */
const PANELS = {
  timeseries: ['timeseries', 'FieldConfig'],
  stat: ['stat', undefined],
  table: ['table', 'FieldConfig'],
  'state-timeline': ['statetimeline', 'FieldConfig'],
  bargauge: ['bargauge', undefined],
  heatmap: ['heatmap', 'FieldConfig'],
};

function dashboards() {
  const all = {
    ...definitions('dashboard', grafana('dashboard', 'Dashboard')),
    ...definitions('query', grafana('prometheus', 'Dataquery')),
  };
  const panel = all['dashboard.Panel'];
  panel.properties.type = { enum: Object.keys(PANELS) };
  panel.properties.targets = { type: 'array', items: ref('query') };
  panel.allOf = [];
  for (const [type, [part, custom]] of Object.entries(PANELS)) {
    const then = { properties: { options: ref(`${part}.options`) } };
    Object.assign(all, withDefaults(definitions(`${part}.options`, grafana(part, 'Options'))));
    let fieldsOfItsOwn = { type: 'object', additionalProperties: false };
    if (custom) {
      const fields =
        part === 'table'
          ? 'import type { TableFieldOptions } from "@grafana/grafana-foundation-sdk/common";\nexport type Wanted = Partial<TableFieldOptions>;\n'
          : grafana(part, custom);
      Object.assign(all, withDefaults(definitions(`${part}.custom`, fields)));
      fieldsOfItsOwn = ref(`${part}.custom`);
    }
    then.properties.fieldConfig = {
      properties: { defaults: { properties: { custom: fieldsOfItsOwn } } },
    };
    panel.allOf.push({ if: { properties: { type: { const: type } } }, then });
  }
  all['dashboard.Dashboard'].properties.panels.items = {
    if: { properties: { type: { const: 'row' } } },
    then: { $ref: '#/definitions/dashboard.RowPanel' },
    else: { $ref: '#/definitions/dashboard.Panel' },
  };
  write('dashboard.schema.json', { ...ref('dashboard'), definitions: all });
}

// ---- manifests ----

const KINDS = {
  Deployment: 'kubernetes-models/apps/v1/Deployment',
  Service: 'kubernetes-models/v1/Service',
  ConfigMap: 'kubernetes-models/v1/ConfigMap',
  NetworkPolicy: 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy',
  PodDisruptionBudget: 'kubernetes-models/policy/v1/PodDisruptionBudget',
  ServiceMonitor: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor',
  PrometheusRule: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule',
};

function manifests() {
  const imports = Object.entries(KINDS).map(([kind, from]) => `import type { I${kind} } from "${from}";`);
  const wanted = Object.keys(KINDS).map((kind) => `  ${kind}: I${kind};`);
  const all = definitions('k', `${imports.join('\n')}\nexport interface Wanted {\n${wanted.join('\n')}\n}\n`);
  const kinds = all['k.Wanted'].properties;
  // TypeScript has no whole numbers, and of these kinds the API has no others.
  for (const [name, definition] of Object.entries(all)) {
    all[name] = JSON.parse(JSON.stringify(definition), (key, value) => (key === 'type' && value === 'number' ? 'integer' : value));
  }
  delete all['k.Wanted'];
  const branches = Object.entries(kinds).map(([kind, then]) => ({
    if: { properties: { kind: { const: kind } } },
    then,
  }));
  write('manifests.schema.json', {
    required: ['kind'],
    properties: { kind: { enum: Object.keys(KINDS) } },
    allOf: branches,
    definitions: all,
  });
}

mkdirSync(ENTRIES, { recursive: true });
dashboards();
manifests();
