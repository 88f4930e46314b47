using Esb.Gateway.Functions;

namespace Esb.Tests.Gateway;

public sealed class CircuitBreakerTests
{
    readonly TestClock _clock = new(DateTimeOffset.UnixEpoch);
    readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new(3, TimeSpan.FromMinutes(5), _clock);

    void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(_breaker.TryEnter(out var trial, out _));
            _breaker.Failed(trial);
        }
    }

    [Fact]
    public void It_opens_after_failures_in_a_row()
    {
        Fail(2);
        _breaker.Succeeded();
        Fail(2);
        Assert.Equal(BreakerState.Closed, _breaker.State);
        Fail(1);

        Assert.Equal(BreakerState.Open, _breaker.State);
        Assert.False(_breaker.TryEnter(out _, out var retryAfter));
        Assert.InRange(retryAfter, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void After_the_pause_one_at_a_time_is_tried()
    {
        Fail(3);
        _clock.Skip(TimeSpan.FromMinutes(5));

        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        Assert.True(_breaker.TryEnter(out _, out _));
        Assert.False(_breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void A_successful_trial_closes_it()
    {
        Fail(3);
        _clock.Skip(TimeSpan.FromMinutes(5));
        Assert.True(_breaker.TryEnter(out _, out _));

        Assert.True(_breaker.Succeeded());

        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Fact]
    public void A_failed_trial_opens_it_again()
    {
        Fail(3);
        _clock.Skip(TimeSpan.FromMinutes(5));
        Fail(1);

        Assert.Equal(BreakerState.Open, _breaker.State);
        Assert.False(_breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void A_trial_that_shows_nothing_lets_the_next_one_try()
    {
        Fail(3);
        _clock.Skip(TimeSpan.FromMinutes(5));
        Assert.True(_breaker.TryEnter(out var trial, out _));

        _breaker.Undecided(trial);

        Assert.True(_breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void Late_failures_of_those_let_in_before_do_not_make_the_pause_longer()
    {
        Assert.All([1, 2, 3, 4], _ => Assert.True(_breaker.TryEnter(out var _, out var _)));
        Assert.False(_breaker.Failed(null));
        Assert.False(_breaker.Failed(null));
        Assert.True(_breaker.Failed(null));
        _clock.Skip(TimeSpan.FromMinutes(4));
        Assert.False(_breaker.Failed(null));
        _clock.Skip(TimeSpan.FromMinutes(1));

        Assert.True(_breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void Late_reports_of_those_let_in_before_do_not_end_the_trial()
    {
        Assert.All([1, 2, 3, 4, 5], _ => Assert.True(_breaker.TryEnter(out var _, out var _)));
        Assert.All([1, 2, 3], _ => _breaker.Failed(null));
        _clock.Skip(TimeSpan.FromMinutes(5));
        Assert.True(_breaker.TryEnter(out var trial, out _));

        _breaker.Undecided(null);
        Assert.False(_breaker.Failed(null));

        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        Assert.False(_breaker.TryEnter(out _, out _));
        _breaker.Undecided(trial);
        Assert.True(_breaker.TryEnter(out _, out _));
    }
}
