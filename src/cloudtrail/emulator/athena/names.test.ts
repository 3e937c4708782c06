import { firstWord, withCatalog } from './catalog';
import { hiveType } from './hiveType';

describe('names between Athena and Trino', () => {
  it.each([
    ['varchar', 'string'],
    ['varchar(25)', 'varchar(25)'],
    ['decimal(10, 2)', 'decimal(10,2)'],
    ['timestamp(3)', 'timestamp'],
    ['array(row(arn varchar, accountid varchar))', 'array<struct<arn:string,accountid:string>>'],
    ['map(varchar, array(integer))', 'map<string,array<int>>'],
    ['row(a row(b varchar, c bigint), "d e" boolean)', 'struct<a:struct<b:string,c:bigint>,d e:boolean>'],
  ])('%s is %s', (trino, hive) => {
    expect(hiveType(trino)).toBe(hive);
  });

  it('puts the catalog where it qualifies a name, and nowhere else', () => {
    expect(
      withCatalog(
        `SELECT 'AwsDataCatalog.x', "awsdatacatalog" AS c, it''s -- AwsDataCatalog.y\nFROM AwsDataCatalog.a.b, "AwsDataCatalog"."a"."b" /* AwsDataCatalog. */, awsdatacatalog2.x`,
        'hive'
      )
    ).toBe(
      `SELECT 'AwsDataCatalog.x', "awsdatacatalog" AS c, it''s -- AwsDataCatalog.y\nFROM "hive".a.b, "hive"."a"."b" /* AwsDataCatalog. */, awsdatacatalog2.x`
    );
  });

  it.each([
    ['select 1', 'SELECT'],
    [' -- a\n/* b\n */ ( WITH x AS', 'WITH'],
    ['CREATE TABLE x', 'CREATE'],
    ['/* SELECT */ DROP TABLE x', 'DROP'],
    ['', ''],
  ])('finds what %j begins with', (statement, word) => {
    expect(firstWord(statement)).toBe(word);
  });
});
