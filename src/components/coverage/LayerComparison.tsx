import { useMemo, useState } from 'react';
import { Button, Checkbox, Stack, TextLink } from '@grafana/ui';
import { techniques } from '../../catalogue/attack';
import { cloudTechniques } from '../../catalogue/attack/cloudTechniques';
import { compareLayer, namedTechniques, type ComparedTechnique } from '../../catalogue/attack/compareLayer';
import type { ReadLayer } from '../../catalogue/attack/readLayer';
import type { RuleSummary } from '../../contract/resources';
import { DataTable } from '../shared/table/DataTable';
import { SubHeading } from '../rule/SubHeading';
import { CatalogueLink } from '../shared/RuleLink';

interface Props {
  readonly layer: ReadLayer;
  readonly rules: readonly RuleSummary[];
  onClose(): void;
}

/** What the layer and our rules both cover, and what only one of them does. */
export function LayerComparison({ layer, rules, onClose }: Props) {
  const [cloudOnly, setCloudOnly] = useState(true);
  const compared = useMemo(() => {
    const isWanted = ([id]: [string, number]) => !cloudOnly || cloudTechniques().has(id);
    const wanted = (counts: ReadonlyMap<string, number>) => new Map([...counts].filter(isWanted));
    return compareLayer(wanted(namedTechniques(rules)), wanted(layer.techniques));
  }, [layer, rules, cloudOnly]);
  const { both, oursOnly, theirsOnly } = compared;
  const versions = [layer.attack && `ATT&CK ${layer.attack}`, layer.layer && `layer ${layer.layer}`].filter(Boolean);
  return (
    <>
      <p role="status">
        {`Compared with “${layer.name}”${versions.length > 0 ? ` (${versions.join(', ')})` : ''}: ${both.length} techniques in both, ${oursOnly.length} in ours only, ${theirsOnly.length} in theirs only.`}
        {layer.ignored > 0 && ` ${layer.ignored} entries name no technique, and were left out.`}
      </p>
      <Stack gap={2} alignItems="center" wrap="wrap">
        <Checkbox
          label="Only techniques for clouds"
          value={cloudOnly}
          onChange={({ currentTarget }) => setCloudOnly(currentTarget.checked)}
        />
        <Button variant="secondary" size="sm" onClick={onClose}>
          Close the comparison
        </Button>
      </Stack>
      <List title="Theirs only" techniques={theirsOnly} />
      <List title="Ours only" techniques={oursOnly} />
      <List title="Both" techniques={both} />
    </>
  );
}

function List({ title, techniques: listed }: { title: string; techniques: readonly ComparedTechnique[] }) {
  if (listed.length === 0) {
    return null;
  }
  return (
    <>
      <SubHeading>{`${title} (${listed.length})`}</SubHeading>
      <DataTable
        label={title}
        columns={['Technique', 'Our rules', 'Their score']}
        rows={listed.map(({ id, ours, theirs }) => [
          <Technique key="id" id={id} />,
          ours === 0 ? (
            0
          ) : (
            <CatalogueLink key="ours" chosen={{ technique: [id] }}>
              {ours === 1 ? '1 rule' : `${ours} rules`}
            </CatalogueLink>
          ),
          theirs,
        ])}
      />
    </>
  );
}

function Technique({ id }: { id: string }) {
  const known = techniques().get(id);
  return known ? (
    <TextLink href={known.url} external inline>
      {`${id} ${known.name}`}
    </TextLink>
  ) : (
    <>{id}</>
  );
}
