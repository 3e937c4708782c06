import type { TableColumn, TableInfo } from '../types';
import { parseColumnType, type ColumnType } from './columnType';

/**
 * Columns of a table over a trail's objects, in Athena's types: those of AWS's documented table ("Create the table for
 * CloudTrail logs in Athena using partition projection"), and members of the record that it lacks and rules ask for.
 */
const COLUMNS: ReadonlyArray<readonly [name: string, type: string]> = [
  ['eventversion', 'string'],
  [
    'useridentity',
    'struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,' +
      'username:string,credentialid:string,identityprovider:string,onbehalfof:struct<userid:string,identitystorearn:string>,' +
      'inscopeof:struct<issuertype:string,credentialsissuedto:string,sourcearn:string,sourceaccount:string>,' +
      'sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,' +
      'sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,' +
      'ec2roledelivery:string,sourceidentity:string,assumedroot:string,' +
      'webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>',
  ],
  ['eventtime', 'string'],
  ['eventsource', 'string'],
  ['eventname', 'string'],
  ['awsregion', 'string'],
  ['sourceipaddress', 'string'],
  ['useragent', 'string'],
  ['errorcode', 'string'],
  ['errormessage', 'string'],
  ['requestparameters', 'string'],
  ['responseelements', 'string'],
  ['additionaleventdata', 'string'],
  ['requestid', 'string'],
  ['eventid', 'string'],
  ['readonly', 'string'],
  ['resources', 'array<struct<arn:string,arnprefix:string,accountid:string,type:string>>'],
  ['eventtype', 'string'],
  ['apiversion', 'string'],
  ['managementevent', 'string'],
  ['recipientaccountid', 'string'],
  ['serviceeventdetails', 'string'],
  ['sharedeventid', 'string'],
  ['vpcendpointid', 'string'],
  ['vpcendpointaccountid', 'string'],
  ['eventcategory', 'string'],
  ['addendum', 'struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>'],
  ['sessioncredentialfromconsole', 'string'],
  ['edgedevicedetails', 'string'],
  ['insightdetails', 'string'],
  ['eventcontext', 'string'],
  ['tlsdetails', 'struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string,keyexchange:string>'],
];

export const TRAIL_COLUMNS: readonly TableColumn[] = COLUMNS.map(([name, type]) => ({
  name,
  type,
  isPartition: false,
}));

/** The table that `trailDdl` makes for Athena, as Athena describes it. */
export const TRAIL_TABLE: TableInfo = {
  columns: [
    ...TRAIL_COLUMNS,
    ...['account', 'region', 'timestamp'].map((name) => ({ name, type: 'string', isPartition: true })),
  ],
  properties: { 'projection.enabled': 'true', 'projection.timestamp.format': 'yyyy/MM/dd' },
};

/** A type in Trino's words. */
export function trinoType(type: string): string {
  return print(parseColumnType(type));
}

function print(type: ColumnType): string {
  switch (type.kind) {
    case 'struct':
      return `row(${type.fields.map((field) => `${field.name} ${print(field.type)}`).join(', ')})`;
    case 'array':
      return `array(${print(type.of)})`;
    case 'map':
      return 'map(varchar, varchar)';
    case 'integer':
      return 'bigint';
    case 'boolean':
    case 'date':
      return type.kind;
    default:
      return 'varchar';
  }
}
