using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Evaluates <c>x => x.Default</c> and <c>x => ((IComponent)x).Target</c> without compiling them, which takes long.</summary>
static class DefaultTarget
{
    public static Target Evaluate<T>(Expression<Func<T, Target>> expression, T build)
        => (Target)(TryRead(expression.Body, build) ?? expression.Compile(preferInterpretation: true)(build));

    static object TryRead(Expression expression, object build)
        => expression switch
        {
            ParameterExpression => build,
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } cast => TryRead(cast.Operand, build),
            MemberExpression { Member: PropertyInfo property, Expression: { } inner } when TryRead(inner, build) is { } instance
                => property.GetValue(instance),
            _ => null,
        };
}
