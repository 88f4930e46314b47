using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class LayerAndStoreTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Layers_are_in_the_functions_order_and_foreign_ones_are_told()
    {
        var app = fixture.Read(TemplateFixture.Function("""
            Layers:
              - !Ref More
              - arn:aws:lambda:us-east-1:123456789012:layer:insights:14
              - !Ref AWS::NoValue
              - !Sub "${Common}"
              - !ImportValue shared-layer
              - !Ref Plain
            """, """
              Common: { Type: AWS::Serverless::LayerVersion, Properties: { LayerName: common_libs, ContentUri: layers/common }, Metadata: { BuildMethod: python3.11 } }
              More: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: ./layers/more, RetentionPolicy: Delete } }
              Plain: { Type: AWS::Lambda::LayerVersion }
            """));

        Assert.Equal(
            [("More", "More", fixture.Directory.At("layers/more"), null), ("Common", "common_libs", fixture.Directory.At("layers/common"), "python3.11")],
            app.Functions[0].Layers.Select(layer => (layer.LogicalId, layer.Name, layer.Directory, layer.BuildMethod)));
        Assert.Equal(
            [
                "The layer 'arn:aws:lambda:us-east-1:123456789012:layer:insights:14' is not in the template; the function is built without it.",
                "The layer 'ImportValue:shared-layer' is not in the template; the function is built without it.",
                "The layer 'Plain' is not in the template; the function is built without it.",
                "More: no effect here: RetentionPolicy.",
                "Plain: resources of the type 'AWS::Lambda::LayerVersion' have no effect here.",
            ],
            app.Notices.Select(notice => notice.Text));
    }

    [Theory]
    [InlineData("{}", "2:3 The layer Common has no ContentUri. → ContentUri: a directory below the template's.")]
    [InlineData("{ ContentUri: layers/comon }", "2:76 ContentUri 'layers/comon' does not exist. → A directory below the template's, such as ContentUri: functions/echo. In ./layers: common, more. Did you mean 'common'?")]
    [InlineData("{ ContentUri: { Bucket: b, Key: k } }", "2:76 ContentUri names an object in S3. → ContentUri: a directory below the template's. What is in S3 is downloaded first.")]
    [InlineData("{ ContentUri: layers/common, LayerName: a/b }", "2:102 LayerName is 'a/b'. → 1 to 140 letters, digits, '-' and '_'.")]
    public void A_layer_that_cannot_be_had_is_one_error_however_many_use_it(string properties, string expected)
        => Assert.Equal(expected, Assert.Single(fixture.Errors($$"""
            Resources:
              Common: { Type: AWS::Serverless::LayerVersion, Properties: {{properties}} }
              A: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Handler: index.f, Runtime: python3.11, Layers: [!Ref Common] } }
              B: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Handler: index.f, Runtime: python3.11, Layers: [!Ref Common] } }
            """)));

    [Fact]
    public void Tables_and_buckets_are_read()
    {
        var app = fixture.Read("""
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: !Sub "${AWS::StackName}-orders"
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - { AttributeName: id, AttributeType: S }
                    - { AttributeName: at, AttributeType: N }
                    - { AttributeName: owner, AttributeType: B }
                  KeySchema:
                    - { AttributeName: id, KeyType: HASH }
                    - { AttributeName: at, KeyType: RANGE }
                  GlobalSecondaryIndexes:
                    - IndexName: byOwner
                      KeySchema: [{ AttributeName: owner, KeyType: HASH }]
                      Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [total] }
              Simple: { Type: AWS::Serverless::SimpleTable }
              Keyed: { Type: AWS::Serverless::SimpleTable, Properties: { PrimaryKey: { Name: number, Type: Number } } }
              Files: { Type: AWS::S3::Bucket, Properties: { BucketName: my.files-1, VersioningConfiguration: { Status: Enabled } } }
              Uploads: { Type: AWS::S3::Bucket }
            """);

        Assert.Equal(["local-orders", "Simple", "Keyed"], app.Tables.Select(table => table.Name));
        Assert.Equal((new KeySpec("id", "S"), new KeySpec("at", "N")), (app.Tables[0].HashKey, app.Tables[0].RangeKey));
        var index = Assert.Single(app.Tables[0].GlobalSecondaryIndexes);
        Assert.Equal(("byOwner", new KeySpec("owner", "B"), null, "INCLUDE"), (index.Name, index.HashKey, index.RangeKey, index.Projection));
        Assert.Equal(["total"], index.NonKeyAttributes);
        Assert.Equal((new KeySpec("id", "S"), new KeySpec("number", "N")), (app.Tables[1].HashKey, app.Tables[2].HashKey));
        Assert.Equal(["my.files-1", "uploads"], app.Buckets.Select(bucket => bucket.Name));
        Assert.Equal(["Orders: no effect here: BillingMode.", "Files: no effect here: VersioningConfiguration."], app.Notices.Select(notice => notice.Text));
    }

    [Theory]
    [InlineData("AWS::S3::Bucket", "{ BucketName: My_Files }", "BucketName 'My_Files' is not a legal name. → 3 to 63 of a-z 0-9 . -, beginning and ending with a letter or digit, without '..'.")]
    [InlineData("AWS::S3::Bucket", "{ BucketName: a..b }", "BucketName 'a..b' is not a legal name. → 3 to 63 of a-z 0-9 . -, beginning and ending with a letter or digit, without '..'.")]
    [InlineData("AWS::Serverless::SimpleTable", "{ TableName: ../x }", "TableName '../x' is not a legal name. → 3 to 255 letters, digits, '_', '.' and '-'.")]
    [InlineData("AWS::Serverless::SimpleTable", "{ PrimaryKey: { Type: String } }", "The PrimaryKey of Store has no Name. → PrimaryKey: {Name: id, Type: String}; the type is String, Number or Binary.")]
    [InlineData("AWS::Serverless::SimpleTable", "{ PrimaryKey: { Type: Text } }", "Type is 'Text'. → PrimaryKey: {Name: id, Type: String}; the type is String, Number or Binary.")]
    [InlineData("AWS::DynamoDB::Table", "{}", "The table Store has a KeySchema without a HASH key, or none. → KeySchema: [{AttributeName: id, KeyType: HASH}], with RANGE for a sort key.")]
    [InlineData("AWS::DynamoDB::Table", "{ KeySchema: [{ AttributeName: id, KeyType: HASH }] }", "The key 'id' is not in AttributeDefinitions. → There is: nothing.")]
    [InlineData("AWS::DynamoDB::Table", "{ AttributeDefinitions: [{ AttributeName: id, AttributeType: X }], KeySchema: [{ AttributeName: id, KeyType: HASH }] }", "AttributeType is 'X'. → AttributeDefinitions: [{AttributeName: id, AttributeType: S}]; the type is S, N or B.")]
    [InlineData("AWS::DynamoDB::Table", "{ AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASHH }] }", "KeyType is 'HASHH'. → KeySchema: [{AttributeName: id, KeyType: HASH}], with RANGE for a sort key.")]
    [InlineData("AWS::DynamoDB::Table", "{ KeySchema: [id] }", "An item of KeySchema is a text. → KeySchema: [{AttributeName: id, KeyType: HASH}], with RANGE for a sort key.")]
    public void A_wrong_store_is_an_error(string type, string properties, string expected)
        => Assert.Contains(expected, fixture.Errors($"Resources:\n  Store: {{ Type: {type}, Properties: {properties} }}").Select(error => error.Split(' ', 2)[1]));

    [Fact]
    public void Stores_with_the_same_name_are_an_error_with_both_places()
        => Assert.Equal(
            [
                "3:3 The bucket 'files' is there twice, first at ./template.yaml:2:3. → Another BucketName.",
                "5:3 The table 'Items' is there twice, first at ./template.yaml:4:3. → Another TableName.",
            ],
            fixture.Errors("""
            Resources:
              Files: { Type: AWS::S3::Bucket }
              Same: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
              Items: { Type: AWS::Serverless::SimpleTable }
              Again: { Type: AWS::Serverless::SimpleTable, Properties: { TableName: Items } }
            """));

    [Fact]
    public void DependsOn_names_a_resource()
        => Assert.Equal(
            "2:46 There is no resource 'Queu' in the template. → There is: Files, Queue. Did you mean 'Queue'?",
            Assert.Single(fixture.Errors("""
            Resources:
              Files: { Type: AWS::S3::Bucket, DependsOn: Queu }
              Queue: { Type: AWS::SQS::Queue }
            """)));
}
