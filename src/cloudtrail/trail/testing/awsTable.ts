import { parseTableName } from '../sql/tableName';
import { readTable, type TrailTable } from '../table/readTable';
import type { TableColumn } from '../types';

const TEXTS = [
  'eventversion',
  'eventtime',
  'eventsource',
  'eventname',
  'awsregion',
  'sourceipaddress',
  'useragent',
  'errorcode',
  'errormessage',
  'requestparameters',
  'responseelements',
  'additionaleventdata',
  'requestid',
  'eventid',
  'readonly',
  'eventtype',
  'apiversion',
  'managementevent',
  'recipientaccountid',
  'serviceeventdetails',
  'sharedeventid',
  'vpcendpointid',
  'eventcategory',
  'sessioncredentialfromconsole',
];

/** Columns of the table that AWS documents, types in Trino's words, without partitions. */
export const AWS_COLUMNS: readonly TableColumn[] = [
  ...TEXTS.map((name) => column(name, 'varchar')),
  column(
    'useridentity',
    'row(type varchar, principalid varchar, arn varchar, accountid varchar, invokedby varchar, accesskeyid varchar, ' +
      'username varchar, onbehalfof row(userid varchar, identitystorearn varchar), sessioncontext row(' +
      'attributes row(mfaauthenticated varchar, creationdate varchar), sessionissuer row(type varchar, principalid varchar, ' +
      'arn varchar, accountid varchar, username varchar), ec2roledelivery varchar, ' +
      'webidfederationdata row(federatedprovider varchar, attributes map(varchar, varchar))))'
  ),
  column('resources', 'array(row(arn varchar, accountid varchar, type varchar))'),
  column('tlsdetails', 'row(tlsversion varchar, ciphersuite varchar, clientprovidedhostheader varchar)'),
];

export function column(name: string, type: string, isPartition = false): TableColumn {
  return { name, type, isPartition };
}

/** A table of those columns, and further ones. */
export function awsTable(
  more: readonly TableColumn[] = [],
  properties: Readonly<Record<string, string>> = {},
  name = 'hive.logs.trail'
): TrailTable {
  return readTable({ columns: [...AWS_COLUMNS, ...more], properties }, parseTableName(name));
}
